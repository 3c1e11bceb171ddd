import { createRandom } from '../../core';
import type { Episode } from '../../env/episode';
import type { ObservedEnvironment } from '../../env/observation';
import { randomPolicy, recordEpisode } from '../../env/playRandomly';
import type { Plan } from './plan';

/** Longest random walk before an episode that does not begin at the model itself. */
const longestWalk = 12;

export interface Recording {
  readonly episode: Episode;
  /** Rewrites that the engine made, the walk before the episode included. */
  readonly engineSteps: number;
}

/**
 * Episode number `index` of a run: random play, a function of the seed and the number alone, so that a run can be taken
 * up again anywhere. Every other one begins some steps away from the model, and half of them stop early as RLFlow's do.
 */
export function recordNumbered<S>(
  env: ObservedEnvironment<S>,
  seed: number,
  index: number,
  { episodeSteps }: Pick<Plan, 'episodeSteps'>,
): Recording {
  const random = createRandom(seed).fork(`episode ${index}`);
  const walk = randomPolicy<S>(0);
  let from = env.reset();
  let engineSteps = 0;
  for (let left = index % 2 === 0 ? 0 : 1 + random.int(longestWalk); left > 0; left--) {
    if (!Array.from(env.counts(from)).some((count) => count > 0)) break;
    const action = walk(env, from, random);
    const next = action === null ? null : env.step(from, action);
    engineSteps++;
    if (next !== null) from = next;
  }
  const episode = recordEpisode(env, {
    model: 'opened',
    policy: randomPolicy<S>(index % 4 < 2 ? 0 : 0.2),
    maxSteps: episodeSteps,
    random,
    from,
  });
  return { episode, engineSteps: engineSteps + episode.actions.length };
}

/** Of every five episodes one is held out: forecasts are judged by it. */
export const isHeldOut = (index: number): boolean => index % 5 === 4;
