import { useCallback, useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorData, toErrorData } from '../../core';
import { createTraining, type TrainingClient } from '../../workers/training/client';
import type { Evaluation, TrainingProgress } from '../../workers/training/protocol';
import type { LossHistory } from '../stores/training';
import { shippedCheckpoint } from '../stores/worldModel';
import { withEvaluation, withUpdates } from '../train/history';
import type { Sample } from './sample';

export type Beginning = 'nothing' | 'pretrained';

export interface LessonTraining {
  readonly running: boolean;
  readonly progress: TrainingProgress | null;
  readonly updates: number;
  readonly updatesPerSecond: number;
  readonly losses: LossHistory;
  readonly evaluations: readonly Evaluation[];
  readonly error: ErrorData | null;
}

const blank: LessonTraining = {
  running: false,
  progress: null,
  updates: 0,
  updatesPerSecond: 0,
  losses: { update: [], loss: [], parts: {} },
  evaluations: [],
  error: null,
};

/** Updates in all: some minutes on two cores; every one of them shows. */
export const UPDATES = 200;

/** Trains a world model on a sample, in a worker of the lesson's own that ends with the chapter. */
export function useTraining(sample: Sample | null, begin: Beginning, seed: number) {
  const [state, setState] = useState<LessonTraining>(blank);
  const client = useRef<TrainingClient | null>(null);
  const end = useCallback(() => {
    client.current?.dispose();
    client.current = null;
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another beginning is another run
  useEffect(() => {
    setState(blank);
    return end;
  }, [sample, begin, seed, end]);

  const start = useCallback(async (): Promise<void> => {
    if (sample === null) return;
    const change = (next: Partial<LessonTraining>) => setState((before) => ({ ...before, ...next }));
    try {
      if (client.current === null) {
        change({ ...blank, running: true });
        const worker = createTraining();
        client.current = worker;
        worker.on('progress', (progress) => change({ progress }));
        worker.on('updates', (batch) =>
          setState((before) => ({
            ...before,
            losses: withUpdates(before.losses, batch),
            updates: batch.first + batch.loss.length - 1,
            updatesPerSecond: batch.updatesPerSecond,
          })),
        );
        worker.on('evaluation', (evaluation) =>
          setState((before) => ({ ...before, evaluations: withEvaluation(before.evaluations, evaluation) })),
        );
        worker.on('state', ({ running, updates }) => change({ running, updates }));
        worker.on('error', (error) => change({ error, running: false }));
        worker.onFailure((error) => change({ error: error.toData(), running: false }));
        const [model, checkpoint] = await Promise.all([
          sample.session.call('hollow', null),
          begin === 'pretrained' ? shippedCheckpoint('dreamgraph') : null,
        ]);
        const setup = { kind: 'dreamgraph', model, provider: 'wasm', seed, updates: UPDATES } as const;
        await worker.call('open', { ...setup, start: checkpoint });
      }
      change({ running: true });
      await client.current?.call('resume', null);
    } catch (thrown) {
      end();
      // The chapter was left, or another run began.
      if (thrown instanceof CodedError && thrown.code === 'STOPPED') return;
      change({ error: toErrorData(thrown, 'WORKER_FAILED'), running: false });
    }
  }, [sample, begin, seed, end]);

  const pause = useCallback(() => void client.current?.call('pause', null).catch(() => undefined), []);
  return { state, start, pause };
}
