import { useCallback, useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorData, toErrorData } from '../../core';
import { createTraining, type TrainingClient } from '../../workers/training/client';
import type { Practice, RoundReport, TrainingProgress } from '../../workers/training/protocol';
import { shippedCheckpoint } from '../stores/worldModel';
import type { Sample } from './sample';

export interface LessonPractice {
  /** The worker is ready, and answers at once. */
  readonly ready: boolean;
  readonly running: boolean;
  readonly done: boolean;
  readonly progress: TrainingProgress | null;
  readonly practices: readonly Practice[];
  readonly reports: readonly RoundReport[];
  readonly error: ErrorData | null;
}

const blank: LessonPractice = {
  ready: false,
  running: false,
  done: false,
  progress: null,
  practices: [],
  reports: [],
  error: null,
};

/** Rounds in all: about half a minute on two cores; every one of them shows. */
export const ROUNDS = 16;

/**
 * A player that knows nothing learns in dreams of the pretrained world model, on a sample, in a worker of its own that ends
 * with the figure. The worker is made ready at once, so that it answers when it is asked.
 */
export function usePractice(sample: Sample | null, seed: number) {
  const [state, setState] = useState<LessonPractice>(blank);
  const client = useRef<TrainingClient | null>(null);
  useEffect(() => {
    setState(blank);
    if (sample === null) return;
    let wanted = true;
    const change = (next: (before: LessonPractice) => Partial<LessonPractice>) => {
      if (wanted) setState((before) => ({ ...before, ...next(before) }));
    };
    const worker = createTraining();
    client.current = worker;
    worker.on('progress', (progress) => change(() => ({ progress })));
    worker.on('practice', (practice) => change(({ practices }) => ({ practices: [...practices, practice] })));
    worker.on('round', (report) => change(({ reports }) => ({ reports: [...reports, report] })));
    worker.on('state', ({ running, updates }) => change(() => ({ running, done: updates >= ROUNDS })));
    worker.on('error', (error) => change(() => ({ error, running: false })));
    worker.onFailure((error) => change(() => ({ error: error.toData(), running: false })));
    open(worker, sample, seed).then(
      () => change(() => ({ ready: true })),
      (thrown: unknown) => {
        // The figure was left, or another player began.
        if (thrown instanceof CodedError && thrown.code === 'STOPPED') return;
        change(() => ({ error: toErrorData(thrown, 'WORKER_FAILED') }));
      },
    );
    return () => {
      wanted = false;
      worker.dispose();
      client.current = null;
    };
  }, [sample, seed]);

  const ask = useCallback((method: 'resume' | 'pause'): void => {
    if (method === 'resume') setState((before) => ({ ...before, running: true }));
    client.current?.call(method, null).catch((thrown: unknown) => {
      if (thrown instanceof CodedError && thrown.code === 'STOPPED') return;
      setState((before) => ({ ...before, running: false, error: toErrorData(thrown, 'WORKER_FAILED') }));
    });
  }, []);
  return { state, start: () => ask('resume'), pause: () => ask('pause') };
}

async function open(worker: TrainingClient, { session }: Sample, seed: number): Promise<void> {
  const [model, start] = await Promise.all([session.call('hollow', null), shippedCheckpoint('dreamgraph')]);
  const agent = { policy: null, rounds: ROUNDS, clock: false, learns: 'policy' } as const;
  await worker.call('open', { kind: 'dreamgraph', model, provider: 'wasm', start, seed, updates: 0, agent });
}
