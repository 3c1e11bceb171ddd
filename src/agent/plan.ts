import type { Random } from '../core';
import type { Action } from '../env/environment';
import type { Imagination, Imagined } from './imagination';
import type { Policy } from './policy/policy';
import { type Dream, dreamOf } from './ppo/rollout';
import type { DreamSettings } from './ppo/settings';
import type { DreamedStep, Expectation, Trust } from './trust';

export interface Plans {
  /** What the model expects to pay, the best first. */
  readonly plans: readonly Plan[];
  /** Whole dreams in the order in which they were drawn, whatever the model expects of them. */
  readonly hunches: readonly Plan[];
  readonly imaginedSteps: number;
}

export interface PlanRequest<D extends Imagined> {
  /** The encoded real state. */
  readonly start: D;
  readonly imagination: Imagination<D>;
  readonly policy: Policy;
  readonly dreamSettings: DreamSettings;
  /** What of a dream is to be believed. */
  readonly trust: Trust;
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
  /** Each action as it was dreamed. */
  readonly steps: readonly DreamedStep[];
  /** What is really expected after each action. */
  readonly expected: readonly Expectation[];
  /** The plan's worth: what is expected at its end, less doubt, plus what the critic expects beyond the horizon. */
  readonly worth: number;
}

/**
 * Planning at decision time: the policy dreams from the real state, many times at once, and the best prefix of any dream
 * is the plan. Gains are what `trust` makes of the dream's,
 * and doubt is taken off at every prefix, so that a plan does not live off the model's errors.
 */
export async function plan<D extends Imagined>(request: PlanRequest<D>): Promise<Plans> {
  const { start, imagination, policy, dreamSettings, policyTemperature, random, stop } = request;
  const settings = { ...dreamSettings, temperature: 0 };
  const options = { policy, dynamics: imagination, settings, random, stop };
  const others = new Array<D>(Math.max(0, request.dreams - 1)).fill(start);
  const likeliest = await dreamOf([start], { ...options, policyTemperature: 0 });
  const drawn = await dreamOf(others, { ...options, policyTemperature, mayStop: false });
  const all = [...likeliest, ...drawn];
  const plans = distinct(all.map((dream) => bestPrefix(dream, request)));
  return {
    plans: plans.sort((a, b) => b.worth - a.worth || a.actions.length - b.actions.length),
    hunches: distinct(drawn.map((dream) => ({ ...believed(dream, request.trust), worth: 0 }))),
    imaginedSteps: all.reduce((sum, { actions }) => sum + actions.length, 0),
  };
}

/** Plans with actions, each once. */
function distinct(plans: readonly Plan[]): Plan[] {
  const known = new Map<string, Plan>();
  for (const plan of plans) {
    const key = plan.actions.map(({ rule, site }) => `${rule}.${site}`).join();
    if (plan.actions.length > 0 && !known.has(key)) known.set(key, plan);
  }
  return [...known.values()];
}

/** A dream's actions, what it makes of them, and what is to be believed of that. */
function believed({ start, decisions, actions }: Dream<Imagined>, trust: Trust): Omit<Plan, 'worth'> {
  let before = start.logRatio;
  const steps = actions.map(({ rule }, i): DreamedStep => {
    const { logRatio = before, disagreement = 0 } = decisions[i] ?? {};
    const gain = before - logRatio;
    before = logRatio;
    return { rule, gain, disagreement };
  });
  return { actions, steps, expected: trust.expect(steps) };
}

function bestPrefix(
  dream: Dream<Imagined>,
  { dreamSettings: { caution, stepCost }, leaf, trust }: PlanRequest<Imagined>,
): Plan {
  const { decisions, end } = dream;
  const { actions, steps, expected } = believed(dream, trust);
  let worth = 0;
  let length = 0;
  expected.forEach(({ mean, deviation }, i) => {
    const atHorizon = end === 'horizon' && i === expected.length - 1;
    const beyond = atHorizon ? leaf * Math.max(0, decisions[i]?.value ?? 0) : 0;
    const score = mean - caution * deviation - stepCost * (i + 1) + beyond;
    if (score > worth) {
      worth = score;
      length = i + 1;
    }
  });
  return {
    actions: actions.slice(0, length),
    steps: steps.slice(0, length),
    expected: expected.slice(0, length),
    worth,
  };
}
