import type { EvaluationSettings } from './wantedRuns';

/** What a child process does: one model, whose WASM memory goes when the process ends. */
export interface ChildJob {
  /** `curves` measures graphs without confirming any; `prepare` only has peers make their files. */
  readonly kind: 'searches' | 'curves' | 'peers' | 'prepare';
  readonly model: string;
  readonly settings: EvaluationSettings;
  readonly records: string;
  readonly costs: string;
  /** End of the sitting in milliseconds since 1970; null: none. */
  readonly deadline: number | null;
}

/** The runtime of the process is of no use any more; another process goes on. */
export const fatalStatus = 3;
