import { useCallback, useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorData, toErrorData } from '../../core';
import type { Evaluation, PlayedEpisode, TrainingProgress } from '../../workers/training/protocol';
import type { LossHistory } from '../stores/training';
import { withEvaluation, withUpdates } from '../train/history';
import type { Sample } from './sample';
import { type Beginning, prepareTrainer, type Trainer } from './trainer';

export interface LessonTraining {
  readonly running: boolean;
  readonly progress: TrainingProgress | null;
  readonly updates: number;
  readonly updatesPerSecond: number;
  readonly episodes: readonly PlayedEpisode[];
  readonly losses: LossHistory;
  readonly evaluations: readonly Evaluation[];
  readonly error: ErrorData | null;
}

const blank: LessonTraining = {
  running: false,
  progress: null,
  updates: 0,
  updatesPerSecond: 0,
  episodes: [],
  losses: { update: [], loss: [], parts: {} },
  evaluations: [],
  error: null,
};

/** How far a run had come when its chapter was left. */
let left: { readonly trainer: Trainer; readonly state: LessonTraining } | null = null;

/** Trains a world model on a sample, in a worker of the lesson's own; it rests while another chapter is read. */
export function useTraining(sample: Sample | null, begin: Beginning, seed: number) {
  const [state, setState] = useState<LessonTraining>(blank);
  const trainer = useRef<Trainer | null>(null);
  const latest = useRef(state);
  latest.current = state;
  useEffect(
    () => () => {
      if (trainer.current === null) return;
      left = { trainer: trainer.current, state: latest.current };
      void trainer.current.client.call('pause', null).catch(() => undefined);
    },
    [],
  );

  /** Gets a run ready and listens to it. The function ends the listening. */
  const prepare = useCallback(() => {
    if (sample === null) {
      setState(blank);
      return () => undefined;
    }
    let wanted = true;
    const change = (next: Partial<LessonTraining>) => {
      if (wanted) setState((before) => ({ ...before, ...next }));
    };
    const made = prepareTrainer(sample, begin, seed);
    const { client, ready } = made;
    trainer.current = made;
    setState(left?.trainer === made ? { ...left.state, running: false, error: null } : blank);
    const ends = [client.on('progress', (progress) => change({ progress }))];
    const failed = (thrown: unknown): void => {
      trainer.current = null;
      // The chapter was left, or another run began.
      if (thrown instanceof CodedError && thrown.code === 'STOPPED') return;
      change({ error: toErrorData(thrown, 'WORKER_FAILED'), running: false });
    };
    client.onFailure(failed);
    ready.then(() => {
      if (!wanted) return;
      // What the run before still had to say came before this one was ready.
      ends.push(
        client.on('episode', (played) =>
          setState((before) => ({ ...before, episodes: [...before.episodes, played] })),
        ),
        client.on('updates', (batch) =>
          setState((before) => ({
            ...before,
            losses: withUpdates(before.losses, batch),
            updates: batch.first + batch.loss.length - 1,
            updatesPerSecond: batch.updatesPerSecond,
          })),
        ),
        client.on('evaluation', (evaluation) =>
          setState((before) => ({
            ...before,
            evaluations: withEvaluation(before.evaluations, evaluation),
          })),
        ),
        client.on('state', ({ running, updates }) => change({ running, updates })),
        client.on('error', (error) => change({ error, running: false })),
      );
    }, failed);
    return () => {
      wanted = false;
      for (const end of ends) end();
    };
  }, [sample, begin, seed]);

  const listening = useRef(() => {});
  useEffect(() => {
    listening.current = prepare();
    return () => listening.current();
  }, [prepare]);

  const start = useCallback(async (): Promise<void> => {
    if (trainer.current === null) {
      // The worker before failed.
      listening.current();
      listening.current = prepare();
    }
    setState((before) => ({ ...before, running: true, error: null }));
    try {
      await trainer.current?.ready;
      await trainer.current?.client.call('resume', null);
    } catch {
      // Whoever listens has been told why.
    }
  }, [prepare]);

  const pause = useCallback(
    () => void trainer.current?.client.call('pause', null).catch(() => undefined),
    [],
  );
  return { state, start, pause };
}
