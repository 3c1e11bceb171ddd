import type { Random } from '../../core';
import type { Imagination, Imagined } from '../imagination';
import type { Policy } from '../policy/policy';
import { dreamOf } from '../ppo/rollout';
import type { DreamSettings } from '../ppo/settings';

/** What a policy reaches, on the average of its games. */
export interface Return {
  /** Mean log speed-up. */
  readonly gain: number;
  /** Mean length, in steps. */
  readonly steps: number;
}

export interface PromiseRequest<D extends Imagined> {
  readonly start: D;
  readonly imagination: Imagination<D>;
  readonly policy: Policy;
  readonly settings: DreamSettings;
  /** As many as there are real games: the first takes the likeliest moves, the others draw. */
  readonly games: number;
  readonly random: Random;
}

/** What the policy promises itself of its games from a real state: the same games, dreamed. */
export async function promise<D extends Imagined>(request: PromiseRequest<D>): Promise<Return> {
  const { start, imagination, policy, settings, games, random } = request;
  const options = { policy, dynamics: imagination, settings, random };
  const others = new Array<D>(Math.max(0, games - 1)).fill(start);
  const likeliest = await dreamOf([start], { ...options, policyTemperature: 0 });
  const drawn = others.length === 0 ? [] : await dreamOf(others, { ...options, policyTemperature: 1 });
  const all = [...likeliest, ...drawn];
  return {
    gain: all.reduce((sum, dream) => sum + dream.start.logRatio - dream.last.logRatio, 0) / all.length,
    steps: all.reduce((sum, { actions }) => sum + actions.length, 0) / all.length,
  };
}
