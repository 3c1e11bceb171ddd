import { CodedError } from '../../core';
import type { Graph, WeightStore } from '../../graph';
import type { Site, Target } from '../../transforms';
import type { Figure, Measured, Specialisation } from './protocol';

/** One rewrite of the current trace, with the graph that it made. */
export interface Step {
  readonly site: Site;
  readonly graph: Graph;
  /** What the original takes by the prices that `estimated` and `imagined` come from, in milliseconds; left out before any. */
  startMs?: number;
  estimated: Figure | null;
  imagined: Figure | null;
  measured: Measured | null;
  verified: boolean | null;
}

/** Until a target is chosen, rules for WASM. */
export const anywhere: Target = { provider: 'wasm', standardOpsOnly: false };

/** A model that is open: replaced whole when another is opened, so a failing open leaves it alone. */
export interface OpenModel {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The very model of the file. */
  readonly asRead: Graph;
  /** The same with its types inferred and its functions inlined; nothing fixed, nothing dropped. */
  readonly decoded: Graph;
  /** Files beside the model, by name. */
  readonly files: ReadonlyMap<string, Blob>;
  readonly weights: WeightStore;
  /** Seed of random stand-ins for missing weights; null: none. */
  readonly randomSeed: number | null;
  readonly specialisation: Specialisation;
  /** The specialised original: step 0. */
  readonly base: Graph;
  readonly steps: Step[];
  /** What the steps were made for, and what rewrites by hand are for: it changes with them. */
  target: Target;
}

/** The graph after `step` rewrites. @throws CodedError STATE_GONE when the trace has no such step. */
export function graphAt(model: OpenModel, step: number): Graph {
  if (step === 0) return model.base;
  const found = model.steps[step - 1];
  if (found === undefined) throw new CodedError('STATE_GONE', `The trace has no step ${step}.`);
  return found.graph;
}
