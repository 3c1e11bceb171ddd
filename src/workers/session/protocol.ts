import type { Trace } from '../../trace';
import type { DreamSessionMethods } from './dream/protocol';
import type { FindMethods } from './find/protocol';
import type { GraphView, Inside, NodeDetails, WeightStatistics } from './graph/protocol';
import type { HollowModel } from './hollowModel';
import type { EncodedModel, OpenedModel, OpenParams, Specialisation } from './model/protocol';
import type { OperatorsRequest, OperatorTableMethods, OperatorTimes } from './operators/protocol';
import type { OptimizeParams, OptimizeReport, Progress, Target } from './optimize/protocol';
import type { LegalRewrite, RewriteMeasured, RuleAbout, RuleRefusal } from './rewrites/protocol';
import type { ShareMethods } from './share/protocol';
import type { Looked, StepView } from './steps/protocol';
import type { TraceRequest } from './traceOf';

export type * from './graph/protocol';
export type * from './model/protocol';
export type * from './optimize/protocol';
export type * from './rewrites/protocol';
export type * from './steps/protocol';

/**
 * The model session: one worker that holds the opened model, its rewrites and the search. The page sees only plain data.
 * Step 0 is the specialised original; step k is the graph after k rewrites of the current trace.
 */
export interface SessionMethods extends ShareMethods, DreamSessionMethods, FindMethods, OperatorTableMethods {
  /** Opens a model; what was open stays open when this fails. Files: the model and, optionally, its external data. */
  open(params: OpenParams): Promise<OpenedModel>;
  /** Adds external-data files to the opened model. Its rewrites stay unless they are to be dropped. */
  addWeights(params: { readonly files: readonly File[]; readonly dropSteps?: boolean }): Promise<OpenedModel>;
  /** Accepts seeded random weights where the real ones are missing. */
  acceptRandomWeights(params: { seed: number }): Promise<OpenedModel>;
  /** Replaces the generated inputs by the person's own (.npy or TensorProto .pb). */
  addTestInputs(params: {
    files: readonly File[];
  }): Promise<{ readonly matched: readonly string[]; readonly model: OpenedModel }>;
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
  /** A constant's values as a NumPy file. Rejects with WEIGHTS_MISSING where they are not here, or have no NumPy type. */
  weightFile(params: { readonly step: number; readonly value: number }): Promise<Blob>;
  targets(params: null): Promise<readonly Target[]>;
  /** Starts the runtime for a target, so that it answers sooner when it is asked; nothing happens while one is at work. */
  warm(params: Target): Promise<void>;
  /** Searches, measures, verifies; resolves with the report. Progress, steps and figures come as events. */
  optimize(params: OptimizeParams): Promise<OptimizeReport>;
  /**
   * Ends whatever asks the clock, at once: `optimize` resolves with what there is; `measure`, `measureRewrite`,
   * `measureDream` and `operators` reject with STOPPED, those that wait for their turn too.
   */
  stop(params: null): Promise<void>;
  /** How many legal rewrites begin at each node of a step, by the node's key; nodes without any are left out. */
  legalPlaces(params: { readonly step: number }): Promise<ReadonlyMap<string, number>>;
  /** Legal rewrites at a step: all of them, or those that begin at one node, which come with an estimate each. */
  legal(params: { readonly step: number; readonly node: string | null }): Promise<readonly LegalRewrite[]>;
  /** Why rules do not fire at a node. */
  explain(params: { readonly step: number; readonly node: string }): Promise<readonly RuleRefusal[]>;
  /** What a rule says of itself. Rejects with WORKER_FAILED for a name that no rule has. */
  rule(params: { readonly name: string }): Promise<RuleAbout>;
  /** Applies one rewrite by hand after `step` (later steps are dropped) and returns the new trace. */
  apply(params: { readonly step: number; readonly rewrite: string }): Promise<readonly StepView[]>;
  /**
   * Measures the graph at a step against the original, now; several at once take turns.
   * Rejects with BUSY while `optimize` runs, with PAGE_HIDDEN when the page was hidden nearly all the time, and with
   * MACHINE_NOISY when the machine was too busy or throttled for a figure; nothing is kept then.
   */
  measure(params: {
    readonly step: number;
    readonly target: Target;
    readonly seconds: number;
  }): Promise<Looked>;
  /** Measures what one legal rewrite would do, against the graph at `step`; nothing is applied. Rejects as `measure` does. */
  measureRewrite(params: {
    readonly step: number;
    readonly rewrite: string;
    readonly target: Target;
    readonly seconds: number;
  }): Promise<RewriteMeasured>;
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
