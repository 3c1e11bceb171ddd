import type { ErrorData } from '../../core';
import type { Trace } from '../../trace';
import type { DreamSessionMethods } from './dream/protocol';
import type { HollowModel } from './hollowModel';
import type { OperatorsRequest, OperatorTimes } from './operators/protocol';
import type { ShareMethods } from './share/protocol';
import type { TraceRequest } from './traceOf';

/**
 * The model session: one worker that holds the opened model, its rewrites and the search. The page sees only plain data.
 * Step 0 is the specialised original; step k is the graph after k rewrites of the current trace.
 */
export interface SessionMethods extends ShareMethods, DreamSessionMethods {
  /** Opens a model; what was open stays open when this fails. Files: the model and, optionally, its external data. */
  open(params: OpenParams): Promise<OpenedModel>;
  /** Adds external-data files to the opened model. */
  addWeights(params: { files: readonly File[] }): Promise<OpenedModel>;
  /** Accepts seeded random weights where the real ones are missing. */
  acceptRandomWeights(params: { seed: number }): Promise<OpenedModel>;
  /** Replaces the generated inputs by the person's own (.npy or TensorProto .pb). */
  addTestInputs(params: { files: readonly File[] }): Promise<{ readonly matched: readonly string[] }>;
  /** Fixes dimensions and chooses outputs; drops the current trace. */
  specialise(params: Specialisation): Promise<OpenedModel>;
  /** The graph at a step of the current trace. */
  view(params: { readonly step: number; readonly inside?: Inside }): Promise<GraphView>;
  inspect(params: {
    readonly step: number;
    readonly node: string;
    readonly inside?: Inside;
  }): Promise<NodeDetails>;
  weightStatistics(params: { readonly step: number; readonly value: number }): Promise<WeightStatistics>;
  targets(params: null): Promise<readonly Target[]>;
  /** Searches, measures, verifies; resolves with the report. Progress, steps and figures come as events. */
  optimize(params: OptimizeParams): Promise<OptimizeReport>;
  /** Ends the search or the measuring; `optimize` then resolves with what there is. */
  stop(params: null): Promise<void>;
  /** Legal rewrites at a step: all of them, or those that touch one node. */
  legal(params: { readonly step: number; readonly node: string | null }): Promise<readonly LegalRewrite[]>;
  /** Why rules do not fire at a node. */
  explain(params: { readonly step: number; readonly node: string }): Promise<readonly RuleRefusal[]>;
  /** What a rule says of itself. Rejects with WORKER_FAILED for a name that no rule has. */
  rule(params: { readonly name: string }): Promise<RuleAbout>;
  /** Applies one rewrite by hand after `step` (later steps are dropped) and returns the new trace. */
  apply(params: { readonly step: number; readonly rewrite: string }): Promise<readonly StepView[]>;
  /**
   * Measures the graph at a step against the original, now; several at once take turns.
   * Rejects with BUSY while `optimize` runs, and with PAGE_HIDDEN when the page was hidden nearly all the time.
   */
  measure(params: {
    readonly step: number;
    readonly target: Target;
    readonly seconds: number;
  }): Promise<Measured>;
  /** Where the time of the original and of a step goes, kernel by kernel. Rejects with BUSY while `optimize` runs. */
  operators(params: OperatorsRequest): Promise<OperatorTimes>;
  /** The model at a step as a file. */
  encode(params: { readonly step: number }): Promise<EncodedModel>;
  /** Takes down the model's present state: dimensions, outputs and trace. @returns its number. */
  remember(params: null): Promise<number>;
  /** Goes back to such a state. Rejects with BUSY while `optimize` runs. */
  recall(params: { readonly id: number }): Promise<{
    readonly model: OpenedModel;
    readonly steps: readonly StepView[];
  }>;
  /** The specialised original without its weights, for a worker that plays with it. */
  hollow(params: null): Promise<HollowModel>;
  /** The current trace as data, for a link or a file. */
  trace(params: TraceRequest): Promise<Trace>;
  /** The page was hidden or shown again; times taken while it is hidden do not count. */
  visibility(params: { readonly hidden: boolean }): Promise<void>;
  close(params: null): Promise<void>;
}

export interface SessionEvents {
  progress: Progress;
  /** The trace as it stands: the search found a better one, or a person applied a rewrite. */
  steps: readonly StepView[];
  /** One step got its figure or its verdict. */
  step: StepView;
  /** Shares of the runtime by node id of step 0 or the last step. */
  shares: { readonly step: number; readonly shares: Readonly<Record<string, number>> };
  /** The result as soon as the confirmation is in; the steps are measured afterwards. */
  result: OptimizeReport;
}

export interface OpenParams {
  readonly files: readonly File[];
  /** Seed of random weights where the real ones are missing; null: ask first. */
  readonly randomWeights: number | null;
  readonly specialisation: Specialisation | null;
}

export interface Specialisation {
  /** Dimension name → size; those left out get their suggestion. */
  readonly dims: Readonly<Record<string, number>>;
  /** Names of the outputs to keep; null: all. */
  readonly keepOutputs: readonly string[] | null;
}

export interface OpenedModel {
  readonly name: string;
  readonly sha256: string;
  /** Bytes of the model file, and of all weights that it declares. */
  readonly bytes: number;
  readonly weightBytes: number;
  readonly nodes: number;
  readonly producer: string;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly inputs: readonly ModelValue[];
  readonly outputs: readonly (ModelValue & { readonly kept: boolean })[];
  readonly dims: readonly {
    readonly name: string;
    readonly value: number;
    readonly suggested: number;
    readonly inputs: readonly string[];
  }[];
  readonly weights: 'real' | 'random' | 'missing';
  /** External files that were not given. */
  readonly missingFiles: readonly string[];
  /** Why the model can be explored but not optimized; null when it can. */
  readonly notTimeable: ErrorData | null;
  readonly problems: readonly { readonly node: string | null; readonly message: string }[];
  /** Multiply-adds of one run, where known. */
  readonly macs: number | null;
}

export interface ModelValue {
  readonly name: string;
  /** Like `float32 1×3×224×224`. */
  readonly type: string;
}

export type OpFamily = 'convolution' | 'matmul' | 'elementwise' | 'normalization' | 'movement' | 'other';

/** The way into a subgraph, from the outside in: attribute `attr` of node `node` of the graph around it. */
export type Inside = readonly { readonly node: string; readonly attr: string }[];

/** A graph to be drawn. Node ids are stable across steps: `n12`; graph inputs are `i0`, outputs `o0`. */
export interface GraphView {
  readonly step: number;
  /** Of which subgraph; left out for the model itself. Its ids have a prefix, so that no two graphs share any. */
  readonly inside?: Inside;
  readonly nodes: readonly ViewNode[];
  readonly edges: readonly ViewEdge[];
  readonly groups: readonly ViewGroup[];
}

export interface ViewNode {
  readonly id: string;
  readonly kind: 'node' | 'input' | 'output';
  readonly op: string;
  readonly domain: string;
  /** The name in the file; '' when it has none. */
  readonly name: string;
  readonly family: OpFamily;
  /** First output's type, like `1×12×128×64`. */
  readonly shape: string;
  /** Constant, or shape arithmetic: hidden until asked for. */
  readonly hidden: boolean;
  /** Share of the measured runtime, 0…1; null when unknown. */
  readonly share: number | null;
  readonly macs: number;
  readonly bytes: number;
  /** The innermost group; null at the top. */
  readonly group: string | null;
  /** The node holds subgraphs (If, Loop, Scan). */
  readonly subgraphs: readonly string[];
}

export interface ViewEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Like `1×128×256`. */
  readonly shape: string;
}

export interface ViewGroup {
  readonly id: string;
  readonly label: string;
  readonly parent: string | null;
  /** Groups with the same key have the same structure; null: none other has it. */
  readonly repeatKey: string | null;
}

export interface NodeDetails {
  readonly id: string;
  readonly op: string;
  readonly domain: string;
  readonly name: string;
  readonly doc: string;
  readonly attrs: readonly { readonly name: string; readonly value: string }[];
  readonly inputs: readonly ValueDetails[];
  readonly outputs: readonly ValueDetails[];
  readonly cost: {
    readonly macs: number;
    readonly flops: number;
    readonly bytesRead: number;
    readonly bytesWritten: number;
    readonly params: number;
  } | null;
}

export interface ValueDetails {
  readonly value: number;
  readonly slot: string;
  readonly name: string;
  readonly type: string;
  /** 'stored': in the file; 'computed': a constant expression over stored ones; null: not a constant. */
  readonly constant: 'stored' | 'computed' | null;
  /** Contents of a small constant or a known shape tensor; null otherwise. */
  readonly contents: string | null;
}

export interface WeightStatistics {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly deviation: number;
  readonly zeros: number;
  readonly nonFinite: number;
  /** Counts in equal bins from min to max. */
  readonly histogram: readonly number[];
  /** The weights are random stand-ins. */
  readonly random: boolean;
}

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
  /** Measure every step of the chosen trace after the result is in. */
  readonly measureSteps: boolean;
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

/** A runtime with its interval, in milliseconds. */
export interface Figure {
  readonly ms: number;
  readonly low: number;
  readonly high: number;
}

export interface Measured extends Figure {
  /** Original ÷ this graph, interleaved, with its 95 % interval. */
  readonly ratio: number;
  readonly ratioLow: number;
  readonly ratioHigh: number;
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
  readonly exactness: 'bits' | 'reals';
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

export interface LegalRewrite {
  /** Handle for `apply`, valid for this step only. */
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly family: string;
  readonly nodes: readonly string[];
  /** Estimated runtime after it; null when it has not been estimated. */
  readonly estimated: Figure | null;
  /** The same as a dream's move: number of the rule, and of the site among those of its rule; null past the last offered. */
  readonly move: { readonly rule: number; readonly site: number } | null;
}

export interface RuleRefusal {
  readonly rule: string;
  readonly title: string;
  readonly reason: string;
  readonly culprit: string | null;
}

export interface RuleAbout {
  /** The equation that makes it true. */
  readonly algebra: string;
  readonly conditions: readonly string[];
}

export interface EncodedModel {
  readonly name: string;
  readonly blob: Blob;
  /** Weights beside the file, when they do not fit inside. */
  readonly external: readonly { readonly name: string; readonly blob: Blob }[];
  /** Dimensions that the rewrites fixed, and by which step. */
  readonly fixedDims: readonly {
    readonly name: string;
    readonly value: number;
    readonly step: number | null;
  }[];
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
  readonly ep: 'wasm' | 'webgpu';
  /** Why it ran on WASM although WebGPU was asked for; null when it ran where it was asked to. */
  readonly fellBack: string | null;
  readonly device: string;
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
    readonly exactRulesOnly: boolean;
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
