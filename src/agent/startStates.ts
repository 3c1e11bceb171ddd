import type { Random } from '../core';
import type { Observation, ObservedEnvironment } from '../env/observation';
import { drawAction } from './randomPlay';

export interface StartOptions {
  /** How many states. */
  readonly count: number;
  /** Longest random play on the way to one, in steps. */
  readonly steps: number;
  readonly random: Random;
}

/**
 * Real states for dreams to begin at: the environment's start, and states after short random play on it, so that the
 * policy also learns what to do in the middle of things.
 */
export function startStates<S>(env: ObservedEnvironment<S>, options: StartOptions): Observation[] {
  const { count, steps, random } = options;
  const first = env.reset();
  const found = [env.observe(first)];
  while (found.length < count) {
    let state = first;
    for (let left = 1 + random.int(steps); left > 0; left--) {
      const action = drawAction(env.counts(state), random);
      const next = action === null ? null : env.step(state, action);
      if (next === null) break;
      state = next;
    }
    found.push(env.observe(state));
  }
  return found;
}
