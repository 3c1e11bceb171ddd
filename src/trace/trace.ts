/** An optimization as data: what was done to which model, what was predicted, what the clock said. No weights. */
export interface Trace {
  readonly model: TraceModel;
  /** Dimension name → size; `#0`, `#1`, … where names are kept private: by place in the model's list. */
  readonly dims: Readonly<Record<string, number>>;
  /** null: all outputs; `#0`, `#1`, … where names are kept private. */
  readonly keptOutputs: readonly string[] | null;
  readonly ep: 'wasm' | 'webgpu';
  /** `CPU`, or the adapter's name. */
  readonly device: string;
  readonly threads: number;
  readonly standardOps: boolean;
  readonly versions: Readonly<Record<string, string>>;
  /** The rules that the steps' numbers refer to: the list may have grown since. */
  readonly rules: {
    readonly length: number;
    readonly hash: string;
    /** Number → name of the rules that the steps use; files have it, links leave it out. */
    readonly names?: Readonly<Record<string, string>>;
  };
  readonly agent: string;
  readonly seed: number;
  /** Median runtime of the original in milliseconds; null when it was not measured. */
  readonly originalMs: number | null;
  /** What the fresh comparison after the search said of the last step; null when there was none. */
  readonly speedup: TraceSpeedup | null;
  /** Where the structural hash (weights apart) of the graph at step 0 begins: 8 hexadecimal digits; null: not noted. */
  readonly base: string | null;
  readonly steps: readonly TraceStep[];
  /** The step in view, 0 … steps.length. */
  readonly current: number;
}

/** Original ÷ result, with its 95 % interval. */
export interface TraceSpeedup {
  readonly ratio: number;
  readonly ci95: readonly [number, number];
  /** The interval lies above 1 and the sender took the rewritten model; anything else is a figure and no claim. */
  readonly confirmed: boolean;
}

export interface TraceModel {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** null when the sender keeps it private. */
  readonly name: string | null;
  readonly source:
    | { readonly kind: 'gallery'; readonly id: string }
    | { readonly kind: 'url'; readonly url: string }
    | { readonly kind: 'private' };
}

export interface TraceStep {
  /** Index in the rule list. */
  readonly rule: number;
  /** Node id of the anchor in the graph before the step. */
  readonly anchor: number;
  /** Which of several matches at the anchor. */
  readonly variant: number;
  readonly predicted: TraceFigure | null;
  readonly measured: TraceFigure | null;
  readonly verified: boolean | null;
  /** Where the structural hash of the graph after the step begins: 2 to 8 hexadecimal digits; null: not noted. */
  readonly check: string | null;
}

/**
 * A runtime relative to the original's (1 = as slow), with half the width of its 95 % interval. The original's is the
 * measured one; what was predicted before any measurement is relative to what the same prices say of the original.
 */
export interface TraceFigure {
  readonly kind: 'imagined' | 'estimated' | 'measured';
  readonly relative: number;
  readonly halfWidth: number;
}

/** The most steps that a trace may have, as a guard for what comes from outside. */
export const maxSteps = 20_000;
