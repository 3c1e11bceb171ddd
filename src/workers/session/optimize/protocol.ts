import type { ErrorData } from '../../../core';

export interface Target {
  readonly ep: 'wasm' | 'webgpu';
  readonly threads: number;
  /** Adapter's name for WebGPU; null on WASM. */
  readonly adapter: string | null;
  /** A software adapter: works, but its times mean nothing for a GPU. */
  readonly software: boolean;
  /** Why it cannot be used here; null when it can. */
  readonly unavailable: string | null;
  /** What to know of it, like why there is a single thread; null: nothing. */
  readonly note: string | null;
  readonly recommended: boolean;
}

export interface OptimizeParams {
  readonly target: Target;
  /** Time for search and measuring before the confirmation, in seconds. */
  readonly seconds: number;
  readonly seed: number;
  readonly agent: string;
  /** Keep to ai.onnx operators. */
  readonly standardOps: boolean;
  /** At most so many steps of the chosen trace are measured after the result is in, those first that tell most of its curve. */
  readonly measureSteps: number;
  /** The operators' times may outlive the tab: the model is the gallery's, or the person asked for it. Left out: no. */
  readonly keepTimes?: boolean;
}

export interface Progress {
  readonly phase:
    | 'loading-runtime'
    | 'costing'
    | 'searching'
    | 'measuring'
    | 'verifying'
    | 'confirming'
    | 'steps'
    | 'done';
  /** A sentence with a number, like “Measuring candidate 3 of 9”. */
  readonly message: string;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
}

/** The optimize report of docs/design.md, as data. */
export interface OptimizeReport {
  readonly model: {
    readonly name: string;
    readonly sha256: string;
    readonly nodes: number;
    readonly bytes: number;
    readonly weights: 'real' | 'random';
  };
  readonly dims: Readonly<Record<string, number>>;
  readonly keptOutputs: readonly string[] | null;
  /** Inputs that have a value in the file; they are constants in what was optimized. */
  readonly fixedInputs: readonly string[];
  readonly ep: 'wasm' | 'webgpu';
  /** Why it ran on WASM although WebGPU was asked for; null when it ran where it was asked to. */
  readonly fellBack: string | null;
  readonly device: string;
  /** The device is a software adapter: its times say nothing of a GPU. */
  readonly software: boolean;
  readonly threads: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly agent: string;
  readonly seed: number;
  readonly returned: 'rewritten' | 'original';
  readonly original: { readonly medianMs: number; readonly runs: number; readonly level: string };
  readonly candidate: {
    readonly medianMs: number;
    readonly runs: number;
    readonly level: string;
    readonly nodes: number;
  };
  readonly speedup: {
    readonly ratio: number;
    readonly ci95: readonly [number, number];
    readonly noise: number;
  };
  /** Milliseconds per run of the confirmation, one for each round: what the medians and the ratio are made of. */
  readonly samples: { readonly original: readonly number[]; readonly candidate: readonly number[] };
  /** Why the figures must not be believed; null: nothing speaks against them. */
  readonly trouble: ErrorData | null;
  readonly speedupUnoptimizedRuntime: {
    readonly ratio: number;
    readonly ci95: readonly [number, number];
  } | null;
  readonly specialising: { readonly ratio: number; readonly ci95: readonly [number, number] } | null;
  readonly arithmetic: { readonly originalMacs: number; readonly candidateMacs: number };
  readonly equivalence: {
    readonly passed: boolean;
    readonly inputs: number;
    readonly maxAbs: number;
    readonly maxRel: number;
    readonly tolerance: number;
    /** What the original's outputs move by where its inputs move by one rounding; null where nobody had to look. */
    readonly roundingNoise: number | null;
    readonly exactRulesOnly: boolean;
    /** Each output's largest differences over all sets of inputs, at most 32 of them, the worst first. */
    readonly outputs: readonly {
      readonly output: string;
      readonly maxAbs: number;
      readonly maxRel: number;
      /** In units of the last place; near zero this is large without meaning. */
      readonly maxUlp: number;
    }[];
    /** Outputs of which nothing but the shape could be compared; left out where there are none. */
    readonly uncompared?: readonly string[];
    /** On WebGPU: the result against the original on WASM, once; null elsewhere, or where WASM could not run it. */
    readonly onWasm: { readonly passed: boolean; readonly maxRel: number; readonly tolerance: number } | null;
    /** Why the original came back though something was found: nothing could be compared, or all was rejected or refused. */
    readonly reason?: string;
  };
  readonly steps: readonly {
    readonly rule: string;
    readonly site: string;
    readonly imaginedMs: number | null;
    readonly imaginedLowMs: number | null;
    readonly imaginedHighMs: number | null;
    readonly measuredMs: number | null;
    readonly verified: boolean | null;
  }[];
  readonly search: {
    readonly seconds: number;
    readonly realMeasurements: number;
    readonly engineSteps: number;
    readonly imaginedSteps: number;
    readonly stopReason: 'time' | 'converged' | 'nothing-legal' | 'stopped' | 'error';
    /** Log speed-up that the agent dreamed of its own play, and what the play made by the estimate; null: none played. */
    readonly dream: { readonly dreamed: number; readonly real: number; readonly steps: number } | null;
  };
}
