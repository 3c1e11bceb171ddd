import type { ErrorData } from '../../core';
import type { EncodedModel, OptimizeReport, Progress, Specialisation } from '../../workers/session/protocol';

/** What the command asks of the page; plain data, since it crosses from another process. */
export interface HeadlessJob {
  /** File name of the model, and where this page's server has it. */
  readonly name: string;
  readonly url: string;
  /** Prefix under which the server has the files beside the model. */
  readonly besideUrl: string;
  /** Where to PUT the resulting model; null: nowhere. */
  readonly outUrl: string | null;
  readonly traceUrl: string | null;
  readonly ep: 'wasm' | 'webgpu';
  readonly threads: number | null;
  readonly agent: string;
  readonly seconds: number;
  readonly seed: number;
  readonly standardOps: boolean;
  readonly randomWeights: boolean;
  readonly measureSteps: number;
  readonly specialisation: Specialisation;
}

export interface HeadlessPage {
  /** Resolves with the report, or with a coded error as data. */
  run(job: HeadlessJob): Promise<HeadlessOutcome>;
  /** Ends the search or the measuring: what is best so far is confirmed and becomes the result. */
  stop(): Promise<void>;
}

/** What was written: the names of the files beside the model, and the sizes that it does not leave open any more. */
export interface Written {
  readonly externals: readonly string[];
  readonly fixedDims: EncodedModel['fixedDims'];
}

export type HeadlessOutcome =
  /** `unwritten`: why a file could not be written; the result stands all the same. */
  | ({ readonly report: OptimizeReport; readonly unwritten: ErrorData | null } & Written)
  | { readonly error: { readonly code: string; readonly message: string; readonly advice: string } };

declare global {
  interface Window {
    dreamgraph?: HeadlessPage;
    /** Set by the command before the job starts. */
    onDreamgraphProgress?: (progress: Progress) => void;
  }
}
