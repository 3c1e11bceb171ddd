import { choose, inputsOf, sitesIn, slotOf } from '../../agent/policy/choose';
import type { Policy } from '../../agent/policy/policy';
import { CodedError } from '../../core';
import type { DreamState } from '../../worldmodel';
import type { Choice, DreamAgent, Dreaming } from './agent';
import type { RememberingModel } from './rememberingModel';
import type { Weighed } from './weigh';

/** The trained agent: its policy chooses, and the world model says what that leads to. Temperature 1 draws as trained. */
export function createPolicyAgent(
  remembering: RememberingModel,
  policy: Policy,
  horizon: number,
): DreamAgent {
  const share = (left: number): number => Math.min(1, left / horizon);

  const decide = async (dreams: readonly Dreaming[], temperature: number): Promise<Choice[]> => {
    const [first] = dreams;
    if (first === undefined) return [];
    const states = dreams.map(({ state }) => state);
    if (first.state.latent.length / first.state.samples !== policy.config.latent)
      throw new CodedError('CHECKPOINT_REJECTED', 'the policy belongs to another world model');
    const inputs = inputsOf(
      policy,
      states,
      dreams.map(({ left }) => share(left)),
    );
    const random = dreams.map((dream) => dream.random);
    const choices = await choose(policy, states, inputs, { temperature, random, mayStop: true });
    const weighed = await remembering.weigh(
      states,
      choices.map(({ action }) => (action === null ? [] : [action])),
    );
    return choices.map(({ logProbability }, i) => ({
      weighed: weighed[i]?.[0] ?? null,
      probability: Math.exp(logProbability),
    }));
  };

  /** The likeliest moves do not depend on temperature or chance, so they are decided once. */
  const surely = new WeakMap<DreamState, Map<number, Choice>>();
  const decideSurely = async (dream: Dreaming): Promise<Choice[]> => {
    const { state, left } = dream;
    const known = surely.get(state) ?? new Map<number, Choice>();
    const before = known.get(left);
    if (before !== undefined) return [before];
    const made = await decide([dream], 0);
    for (const choice of made) surely.set(state, known.set(left, choice));
    return made;
  };

  return {
    chooser: 'policy',
    get imagined() {
      return remembering.steps;
    },
    choose: async (dreams, temperature) => {
      const made = new Map<Dreaming, Choice>();
      for (const dream of dreams.filter(({ sure }) => sure))
        for (const choice of await decideSurely(dream)) made.set(dream, choice);
      const others = dreams.filter(({ sure }) => !sure);
      const choices = await decide(others, temperature);
      others.forEach((dream, i) => {
        const choice = choices[i];
        if (choice !== undefined) made.set(dream, choice);
      });
      return dreams.map((dream) => made.get(dream) ?? { weighed: null, probability: 1 });
    },
    odds: (state, moves, temperature, left) => oddsOf(policy, state, moves, temperature, share(left)),
    dispose: () => policy.dispose(),
  };
}

/** Probability of each move: that of its rule, times that of its slot, shared by the sites of the slot. */
async function oddsOf(
  policy: Policy,
  state: DreamState,
  moves: readonly Weighed[],
  temperature: number,
  left: number,
): Promise<number[]> {
  const { rules, slots } = policy.config;
  const inputs = inputsOf(policy, [state], [left]);
  const { rules: logits } = await policy.judge(inputs);
  const legal = Array.from({ length: rules }, (_, rule) => rule).filter(
    (rule) => (state.counts[rule] ?? 0) > 0,
  );
  const heat = Math.max(temperature, 1e-6);
  const byRule = softened(
    [...legal, rules].map((rule) => logits[rule] ?? 0),
    heat,
  );
  const repeated = new Float32Array(legal.length * inputs.length);
  legal.forEach((_, i) => {
    repeated.set(inputs, i * inputs.length);
  });
  const places = await policy.placeLogits(repeated, Int32Array.from(legal));
  const ofRule = new Map(
    legal.map((rule, i) => {
      const open = Math.min(slots, state.counts[rule] ?? 0);
      const bySlot = softened(Array.from(places.subarray(i * slots, i * slots + open)), heat);
      return [rule, { probability: byRule[i] ?? 0, bySlot }];
    }),
  );
  return moves.map(({ action: { rule, site } }) => {
    const own = ofRule.get(rule);
    const count = state.counts[rule] ?? 0;
    if (own === undefined || count === 0) return 0;
    const slot = slotOf(site, count, slots);
    const { from, to } = sitesIn(slot, count, slots);
    return (own.probability * (own.bySlot[slot] ?? 0)) / (to - from);
  });
}

function softened(logits: readonly number[], heat: number): number[] {
  const highest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - highest) / heat));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
