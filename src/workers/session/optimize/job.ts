import type { Runtime, TensorMap } from '../../../bench';
import type { Graph } from '../../../graph';
import type { OptimizeParams, Progress } from '../protocol';
import type { OpenModel } from '../state';
import type { Prices } from './findCandidates';

/** Everything that one optimization works with. */
export interface Job {
  readonly model: OpenModel;
  readonly params: OptimizeParams;
  readonly runtime: Runtime;
  /** Starts a runtime on WASM to hold the result against; null where the target is WASM itself. */
  readonly reference: (() => Runtime) | null;
  /** Why the target is not the one that was asked for; null when it is. */
  readonly fellBack: string | null;
  readonly prices: Prices;
  readonly inputs: TensorMap | null;
  readonly signal: AbortSignal;
  readonly hidden: () => boolean;
  /** Asks the world model about the trace; why it says nothing, or null. Never rejects. */
  readonly imagine: () => Promise<string | null>;
  /** The original's runtime has become known: imagined figures follow. */
  readonly rescale: () => void;
  readonly emit: {
    progress(progress: Progress): void;
    /** The trace changed. */
    steps(): void;
    /** A step (0-based) got its figure or verdict. */
    step(index: number): void;
    /** What each node of the original takes is known. */
    shares(graph: Graph): void;
  };
}

export const note = (
  job: Pick<Job, 'emit'>,
  phase: Progress['phase'],
  message: string,
  done = 0,
  total = 0,
  secondsLeft: number | null = null,
): void => job.emit.progress({ phase, message, done, total, secondsLeft });
