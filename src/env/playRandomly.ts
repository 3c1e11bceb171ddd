import type { Random } from '../core';
import type { Action, Environment } from './environment';
import type { Episode, EpisodeEnd } from './episode';
import type { Observation, ObservedEnvironment } from './observation';

/** Chooses an action of a state, or null for STOP. There is at least one legal action. */
export type Policy<S> = (env: Environment<S>, state: S, random: Random) => Action | null;

/** Random play as in RLFlow: STOP with this probability, else a rule uniformly among those with sites, then a site. */
export const randomPolicy =
  <S>(stop = 0.2): Policy<S> =>
  (env, state, random) => {
    if (random.next() < stop) return null;
    const counts = env.counts(state);
    const legal: number[] = [];
    for (let rule = 0; rule < counts.length; rule++) if ((counts[rule] ?? 0) > 0) legal.push(rule);
    const rule = random.pick(legal);
    return { rule, site: random.int(counts[rule] ?? 1) };
  };

export interface RecordOptions<S> {
  readonly model: string;
  readonly policy: Policy<S>;
  /** Longest episode, in steps. */
  readonly maxSteps: number;
  readonly random: Random;
  /** Where to start; the environment's start when left out. */
  readonly from?: S;
}

/** Plays one episode and keeps what a network needs of it. An action that the engine refuses is chosen again, 20 times. */
export function recordEpisode<S>(env: ObservedEnvironment<S>, options: RecordOptions<S>): Episode {
  const { model, policy, maxSteps, random } = options;
  let state = options.from ?? env.reset();
  const states: Observation[] = [env.observe(state)];
  const costs = [env.cost(state)];
  const actions: Action[] = [];
  let end: EpisodeEnd = 'length';
  while (actions.length < maxSteps) {
    const counts = env.counts(state);
    if (!Array.from(counts).some((count) => count > 0)) {
      end = 'nothing-legal';
      break;
    }
    let next: S | null = null;
    let action: Action | null = null;
    for (let attempt = 0; attempt < 20 && next === null; attempt++) {
      action = policy(env, state, random);
      if (action === null) break;
      next = env.step(state, action);
    }
    if (action === null || next === null) {
      end = 'stop';
      break;
    }
    state = next;
    actions.push(action);
    states.push(env.observe(state));
    costs.push(env.cost(state));
  }
  return { model, states, actions, costs: Float64Array.from(costs), end };
}
