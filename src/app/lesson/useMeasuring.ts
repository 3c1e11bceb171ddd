import { useCallback, useEffect, useRef, useState } from 'react';
import { type ErrorData, toErrorData } from '../../core';
import type { Replay } from '../../workers/session/dream/protocol';
import type { Measured } from '../../workers/session/protocol';
import { loaded } from './loading';
import type { Sample } from './sample';
import { wasmTarget } from './wasmTarget';

/** How long the clock compares a graph with the start, in seconds. */
const LOOK = 0.8;

interface Measuring {
  /** By number of moves, all answers in the order they came. */
  readonly answers: ReadonlyMap<number, readonly Measured[]>;
  /** Moves of the graph that is with the clock now; null: none. */
  readonly now: number | null;
  readonly error: ErrorData | null;
}

const none: Measuring = { answers: new Map(), now: null, error: null };

/** Asks the clock about the graphs of a dream that was played for real. */
export function useMeasuring(sample: Sample | null, replay: Replay | null) {
  const [state, setState] = useState<Measuring>(none);
  const run = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was measured belongs to one played dream
  useEffect(() => {
    run.current++;
    setState(none);
    return () => {
      run.current++;
    };
  }, [sample, replay]);

  /** Measures after these numbers of moves, one after the other. */
  const measure = useCallback(
    async (order: readonly number[]): Promise<void> => {
      if (sample === null || replay === null) return;
      const mine = ++run.current;
      const going = () => run.current === mine;
      try {
        const target = await wasmTarget(sample.session);
        for (const steps of order) {
          if (!going()) return;
          setState((before) => ({ ...before, now: steps, error: null }));
          const measured = await sample.session.call('measureDream', {
            replay: replay.id,
            steps,
            target,
            seconds: LOOK,
          });
          loaded();
          if (!going()) return;
          setState(({ answers, ...before }) => ({
            ...before,
            answers: new Map(answers).set(steps, [...(answers.get(steps) ?? []), measured]),
          }));
        }
      } catch (thrown) {
        if (going()) setState((before) => ({ ...before, error: toErrorData(thrown, 'RUNTIME_CRASHED') }));
      } finally {
        if (going()) setState((before) => ({ ...before, now: null }));
      }
    },
    [sample, replay],
  );
  const stop = useCallback(() => {
    run.current++;
    setState((before) => ({ ...before, now: null }));
  }, []);
  return { ...state, measure, stop };
}
