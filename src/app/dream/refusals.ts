import { create } from 'zustand';
import type { ErrorData } from '../../core';
import { toErrorData } from '../../core';
import type { ModelKind } from '../../workers/dream/protocol';

/** Checkpoints that were refused since the page was opened, and why: those that dreams ask for, and those a person opened. */
export interface Refusals {
  readonly dreaming: Readonly<Partial<Record<ModelKind, ErrorData>>>;
  readonly opened: ErrorData | null;
}

export const useRefusals = create<Refusals>()(() => ({ dreaming: {}, opened: null }));

/** Notes whether a kind of model could be made ready. */
export function noteReady(kind: ModelKind, thrown: unknown = null): void {
  const error = thrown === null ? null : toErrorData(thrown, 'WORKER_FAILED');
  const refused = error?.code === 'CHECKPOINT_REJECTED' ? error : null;
  useRefusals.setState(({ dreaming }) => {
    const { [kind]: known, ...others } = dreaming;
    if (refused === null) return known === undefined ? {} : { dreaming: others };
    return { dreaming: { ...others, [kind]: refused } };
  });
}

/** Notes what became of a checkpoint that a person opened; null: it was taken. */
export function noteOpened(thrown: unknown): void {
  const error = thrown === null ? null : toErrorData(thrown, 'WORKER_FAILED');
  useRefusals.setState({ opened: error?.code === 'CHECKPOINT_REJECTED' ? error : null });
}
