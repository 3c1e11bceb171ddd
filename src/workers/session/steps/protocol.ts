import type { Target } from '../optimize/protocol';

/** A runtime with its interval, in milliseconds. */
export interface Figure {
  readonly ms: number;
  readonly low: number;
  readonly high: number;
}

/** What the clock ran on, which need not be what it was asked for. */
export type MeasuredOn = Pick<Target, 'ep' | 'threads' | 'adapter'>;

export interface Measured extends Figure {
  /** Original ÷ this graph, interleaved, with its 95 % interval. */
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
  /** Left out where nobody noted it. */
  readonly on?: MeasuredOn;
}

/** What the clock said when it was asked about one graph. */
export interface Looked extends Measured {
  /** Why it was timed on WASM although WebGPU was asked for; null where it ran as it was asked to. */
  readonly fellBack: string | null;
}

export interface StepView {
  /** 1-based: the graph after this many rewrites. */
  readonly step: number;
  readonly rule: string;
  readonly title: string;
  readonly family: string;
  /** The node it was anchored at, before the rewrite. */
  readonly site: string;
  readonly place: string;
  /** `before ⇒ after`, in words. */
  readonly summary: string;
  /** Operators that it took away and brought, in the order of the data; left out where there is no graph. */
  readonly ops?: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly exactness: 'bits' | 'reals';
  /** The original's runtime that `imagined` and `estimated` begin with, in milliseconds; left out where there are none. */
  readonly startMs?: number;
  /** From the world model; null until there is one. */
  readonly imagined: Figure | null;
  /** Sum of operator costs. */
  readonly estimated: Figure | null;
  readonly measured: Measured | null;
  /** Outputs equal to the original's within tolerance; null: not checked yet. */
  readonly verified: boolean | null;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}
