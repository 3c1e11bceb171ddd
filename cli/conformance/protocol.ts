import type { Case } from './cases';

/** What running a model gave: the expected outputs, others, or a refusal by the runtime or this command. */
export type Verdict = 'right' | 'wrong' | 'refused';

/** To the child: run this model as it is and after the round trip. */
export interface Job {
  readonly id: number;
  readonly item: Case;
}

/** From the child. `stage` comes before each part, so that a crash can be told from where it happened. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'stage'; readonly id: number; readonly stage: Stage }
  | { readonly kind: 'done'; readonly id: number; readonly asIs: Verdict; readonly after: Verdict | null };

export type Stage = 'as-is' | 'round-trip';

/** What became of one model in the runtime. */
export interface RunResult {
  readonly asIs: Verdict | 'crashed';
  /** null: not run, because the model did not give the expected outputs as it is. */
  readonly after: Verdict | 'crashed' | null;
}
