import type { Random } from '../core';
import type { Action } from '../env/environment';
import type { Imagination, Imagined } from './imagination';
import type { Policy } from './policy/policy';
import { type Dream, dreamOf } from './ppo/rollout';
import type { DreamSettings } from './ppo/settings';

export interface PlanRequest<D extends Imagined> {
  /** The encoded real state. */
  readonly start: D;
  readonly imagination: Imagination<D>;
  readonly policy: Policy;
  readonly dreamSettings: DreamSettings;
  /** Dreams from the real state. */
  readonly dreams: number;
  /** Of the policy's choices in all dreams but the first, which takes the likeliest. */
  readonly policyTemperature: number;
  /** Log speed-up for a unit of the critic's value, with which a dream that reached its horizon is credited. */
  readonly leaf: number;
  readonly random: Random;
  readonly stop: () => Promise<boolean>;
}

/** What the world model expects to pay from here. */
export interface Plan {
  readonly actions: readonly Action[];
  /** Log speed-up expected after each action. */
  readonly gains: readonly number[];
  /** The dream's worth: gain at the end, less doubt, plus what the critic expects beyond the horizon. */
  readonly worth: number;
}

/**
 * Planning at decision time: the policy dreams from the real state, many times at once, and the best prefix of any dream
 * is the plan. Doubt is taken off at every prefix, so that a plan does not live off the model's errors.
 */
export async function plan<D extends Imagined>(
  request: PlanRequest<D>,
): Promise<{ readonly plans: readonly Plan[]; readonly imaginedSteps: number }> {
  const { start, imagination, policy, dreamSettings, policyTemperature, leaf, random, stop } = request;
  const settings = { ...dreamSettings, temperature: 0 };
  const options = { policy, dynamics: imagination, settings, random, stop };
  const others = new Array<D>(Math.max(0, request.dreams - 1)).fill(start);
  const likeliest = await dreamOf([start], { ...options, policyTemperature: 0 });
  const drawn = await dreamOf(others, { ...options, policyTemperature, mayStop: false });
  const all = [...likeliest, ...drawn];
  const plans = all.map((dream) => bestPrefix(dream, settings, leaf));
  const known = new Set<string>();
  const distinct = plans.filter(({ actions }) => {
    const key = actions.map(({ rule, site }) => `${rule}.${site}`).join();
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
  return {
    plans: distinct.sort((a, b) => b.worth - a.worth || a.actions.length - b.actions.length),
    imaginedSteps: all.reduce((sum, { actions }) => sum + actions.length, 0),
  };
}

function bestPrefix(
  { start, decisions, actions, end }: Dream<Imagined>,
  { caution, stepCost }: DreamSettings,
  leaf: number,
): Plan {
  const gains = decisions.slice(0, actions.length).map(({ logRatio }) => start.logRatio - logRatio);
  let worth = 0;
  let length = 0;
  gains.forEach((gain, i) => {
    const atHorizon = end === 'horizon' && i === gains.length - 1;
    const beyond = atHorizon ? leaf * Math.max(0, decisions[i]?.value ?? 0) : 0;
    const doubt = caution * (decisions[i]?.disagreement ?? 0);
    const score = gain - doubt - stepCost * (i + 1) + beyond;
    if (score > worth) {
      worth = score;
      length = i + 1;
    }
  });
  return { actions: actions.slice(0, length), gains: gains.slice(0, length), worth };
}
