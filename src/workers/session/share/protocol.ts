import type { Trace } from '../../../trace';
import type { OpenedModel, StepView } from '../protocol';

/** The session's methods for traces that are shared: described without their model, and played again on it. */
export interface ShareMethods {
  /** What a trace says to people, without its model: steps with the titles of their rules, and no graph. */
  describeTrace(params: { readonly trace: Trace }): Promise<TraceDescription>;
  /**
   * Plays a trace again on the open model (or on the structure that came with the trace), which gets the trace's dimensions and outputs; its own trace is dropped.
   * Nothing changes when this rejects.
   */
  replay(params: { readonly trace: Trace; readonly onStructure: boolean }): Promise<Replayed>;
  /** SHA-256 of the model among files, before anything is opened. */
  identify(params: { readonly files: readonly File[] }): Promise<ModelIdentity>;
  /** The open model as an ONNX file without weights, and without names unless they are asked for. */
  structure(params: { readonly withNames: boolean }): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ModelIdentity {
  readonly name: string;
  readonly sha256: string;
}

export interface TraceDescription {
  readonly steps: readonly StepView[];
  readonly rules: Replayed['rules'];
}

export interface Replayed {
  readonly model: OpenedModel;
  readonly steps: readonly StepView[];
  /** Their list of rules against ours: the same, a beginning of ours, one that goes on beyond ours, or another one. */
  readonly rules: 'same' | 'earlier' | 'later' | 'other';
  /** Every graph was compared with the sender's by its hash. */
  readonly checked: boolean;
  /** The first step (1-based) that could not be played, and why; those after it are not played either. */
  readonly refused: { readonly step: number; readonly reason: string } | null;
}
