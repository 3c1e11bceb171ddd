import { must, type Random } from '../../core';
import type { Action } from '../../env/environment';
import type { Dynamics, Imagined } from '../imagination';
import { choose, inputsOf } from '../policy/choose';
import type { Policy } from '../policy/policy';
import { dreamRewards } from './dreamRewards';
import type { DreamSettings } from './settings';

/** One decision of one dream. */
export interface Decision {
  /** What the policy saw, `[width]`. */
  readonly input: Float32Array;
  /** Legal sites per rule. */
  readonly counts: ArrayLike<number>;
  readonly rule: number;
  readonly slot: number;
  readonly slots: number;
  readonly logProbability: number;
  readonly value: number;
  /** What the step saves, less caution and the step's cost (`dreamRewards`). */
  readonly reward: number;
  /** Of the state that the decision led to: log of the runtime over the dream's first, and its spread. */
  readonly logRatio: number;
  readonly disagreement: number;
}

export type DreamEnd = 'stop' | 'nothing-legal' | 'horizon' | 'doubt';

export interface Dream<D extends Imagined> {
  readonly start: D;
  readonly decisions: readonly Decision[];
  /** The actions, STOP left out. */
  readonly actions: readonly Action[];
  readonly last: D;
  readonly end: DreamEnd;
}

export interface RolloutOptions<D extends Imagined> {
  readonly policy: Policy;
  readonly dynamics: Dynamics<D>;
  readonly settings: DreamSettings;
  /** Of the policy's choices: 0 takes the likeliest, 1 draws. */
  readonly policyTemperature: number;
  /** False: dreams go on while anything is legal, for whoever chooses among their prefixes. True when left out. */
  readonly mayStop?: boolean;
  readonly random: Random;
  /** Asked between steps; true ends all dreams where they are. */
  readonly stop?: () => Promise<boolean>;
}

/** Plays the policy from all starts at once, without the engine and the clock. */
export async function dreamOf<D extends Imagined>(
  starts: readonly D[],
  { policy, dynamics, settings, policyTemperature, random, stop, mayStop = true }: RolloutOptions<D>,
): Promise<Dream<D>[]> {
  const { horizon, trust } = settings;
  const dreams = starts.map((start) => ({
    start,
    state: start,
    states: [start] as D[],
    refused: new Set<number>(),
    decisions: [] as Omit<Decision, 'reward'>[],
    actions: [] as Action[],
    end: null as DreamEnd | null,
    member: random.next(),
  }));
  for (let step = 0; step < horizon; step++) {
    for (const dream of dreams) dream.end ??= ended(dream.state, dream.start, trust, dynamics.rules);
    const going = dreams.filter(({ end }) => end === null);
    if (going.length === 0 || (await stop?.())) break;
    const states = going.map(({ state }) => state);
    const inputs = inputsOf(
      policy,
      states,
      states.map(() => 1 - step / horizon),
    );
    const choices = await choose(policy, states, inputs, {
      temperature: policyTemperature,
      random,
      mayStop,
    });
    const moving = going.filter((_, i) => choices[i]?.action !== null);
    const actions = choices.flatMap(({ action }) => (action === null ? [] : [action]));
    const nexts =
      moving.length === 0
        ? []
        : await dynamics.step(
            moving.map(({ state }) => state),
            actions,
          );
    let k = 0;
    going.forEach((dream, i) => {
      const choice = must(choices[i], 'choice');
      const reached = choice.action === null ? dream.state : must(nexts[k++], 'next state');
      const believed = Math.abs(reached.logRatio - dream.start.logRatio) <= settings.plausible;
      const next = believed ? reached : dream.state;
      if (!believed) dream.refused.add(dream.decisions.length);
      const { rule, slot, slots, logProbability, value } = choice;
      const input = inputs.slice(i * policy.width, (i + 1) * policy.width);
      dream.decisions.push({
        input,
        counts: dream.state.counts,
        rule,
        slot,
        slots,
        logProbability,
        value,
        logRatio: next.logRatio,
        disagreement: next.disagreement,
      });
      if (!believed) dream.end = 'doubt';
      else if (choice.action === null) dream.end = 'stop';
      else dream.actions.push(choice.action);
      dream.state = next;
      dream.states.push(next);
    });
  }
  const settled = await dynamics.settle?.(dreams.map(({ state }) => state));
  dreams.forEach((dream, i) => {
    const last = settled?.[i];
    const decision = dream.decisions.at(-1);
    if (last === undefined || decision === undefined) return;
    dream.state = last;
    dream.states[dream.states.length - 1] = last;
    dream.decisions[dream.decisions.length - 1] = { ...decision, logRatio: last.logRatio };
  });
  return dreams.map((dream) => {
    const { start, state, decisions, actions, end } = dream;
    const rewards = dreamRewards(dream, settings);
    return {
      start,
      decisions: decisions.map((decision, i) => ({ ...decision, reward: rewards[i] ?? 0 })),
      actions,
      last: state,
      end: end ?? 'horizon',
    };
  });
}

/** Why a dream cannot go on; null while it can. The first state is real, so the model's doubts do not count there. */
function ended(state: Imagined, start: Imagined, trust: number, rules: number): DreamEnd | null {
  if (state !== start && state.disagreement > trust) return 'doubt';
  if (state !== start && state.end > 0.5) return 'nothing-legal';
  for (let rule = 0; rule < rules; rule++) if ((state.counts[rule] ?? 0) > 0) return null;
  return 'nothing-legal';
}
