import { createRandom } from '../../core';
import type { DreamState, WorldModel } from '../../worldmodel';
import type { DreamAgent, Dreaming } from './agent';
import { endOf, stepOf } from './imagined';
import type { DreamEnd, DreamStep, Rollout } from './protocol';

export interface RolloutOptions {
  readonly model: WorldModel;
  readonly agent: DreamAgent;
  /** Where all of them begin. */
  readonly root: DreamState;
  readonly rollouts: number;
  /** Steps from the root. */
  readonly horizon: number;
  readonly temperature: number;
  readonly seed: number;
  /** Asked between steps; false ends the work. */
  readonly wanted: () => Promise<boolean>;
}

interface Going {
  readonly index: number;
  state: DreamState;
  readonly steps: DreamStep[];
  end: DreamEnd | null;
}

/**
 * Dreams, all at once, one batch a step; null when they are not wanted any more. The first takes the likeliest move at
 * every step. Each has random numbers of its own for each step, so that a change of temperature changes only what it must.
 */
export async function dreamRollouts(options: RolloutOptions): Promise<Rollout[] | null> {
  const { model, agent, root, rollouts, horizon, temperature, seed, wanted } = options;
  const random = createRandom(seed);
  const all = Array.from({ length: rollouts }, (_, index): Going => {
    return { index, state: root, steps: [], end: horizon > 0 ? endOf(root) : 'horizon' };
  });
  for (let step = 0; step < horizon; step++) {
    const going = all.filter(({ end }) => end === null);
    if (going.length === 0) break;
    const dreams = going.map(
      ({ index, state }): Dreaming => ({
        state,
        left: horizon - step,
        sure: index === 0,
        random: random.fork(`${index}/${step}`),
      }),
    );
    const choices = await agent.choose(dreams, temperature);
    for (const [i, one] of going.entries()) {
      const choice = choices[i];
      if (choice === undefined || choice.weighed === null) {
        one.end = 'stop';
        continue;
      }
      const { action, next } = choice.weighed;
      one.steps.push(stepOf(model, one.state, action, next, choice.probability));
      one.state = next;
      one.end = endOf(next) ?? (step + 1 === horizon ? 'horizon' : null);
    }
    if (!(await wanted())) return null;
  }
  return all.map(({ steps, end }) => ({ steps, end: end ?? 'horizon' }));
}
