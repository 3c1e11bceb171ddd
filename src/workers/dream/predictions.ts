import type { Action } from '../../env/environment';
import type { DreamStart, DreamState } from '../../worldmodel';
import type { Choice, DreamAgent, Dreaming } from './agent';
import { movesOf, someMoves } from './moves';
import type { RememberingModel } from './rememberingModel';
import { drawn, gainUnit, softmax } from './softmax';
import type { Weighed } from './weigh';

/** All moves of the state where dreams begin are weighed, up to this many; later ones are weighed a few at a time. */
export const weighedAtStart = 400;
const weighedLater = 8;
/** Of a real state that no dream began at, no rule is known to be worth more than another. */
const unknown: ReadonlyMap<number, number> = new Map();
/** A rule's best gain counts at most this many units when the few are drawn, so that no rule is drawn alone. */
const farthest = 4;

/**
 * An agent without a policy: it weighs moves by what the world model predicts of the very next step, and chooses by
 * softmax over these gains.
 */
export function createPredictionsAgent(imagination: RememberingModel): DreamAgent {
  /** By real state the best gain of each rule there: which rules are worth weighing later in its dreams. */
  const worth = new WeakMap<DreamStart, ReadonlyMap<number, number>>();

  const candidates = ({ state, random }: Dreaming): Action[] =>
    state.depth === 0
      ? movesOf(state.counts, weighedAtStart)
      : someMoves(state.counts, worth.get(state.start) ?? unknown, weighedLater, random);

  return {
    chooser: 'predictions',
    get imagined() {
      return imagination.steps;
    },
    choose: async (dreams, temperature) => {
      const weighed = await imagination.weigh(
        dreams.map(({ state }) => state),
        dreams.map(candidates),
      );
      const [first] = dreams;
      if (first !== undefined && first.state.depth === 0)
        worth.set(first.state.start, worthOf(weighed[0] ?? []));
      return dreams.map(({ sure, random }, i): Choice => {
        const own = [...(weighed[i] ?? [])].sort((a, b) => b.gain - a.gain);
        if (own.length === 0) return { weighed: null, probability: 1 };
        const gains = own.map(({ gain }) => gain);
        const odds = softmax(gains, temperature);
        const index = sure ? 0 : drawn(odds, random.next());
        return { weighed: own[index] ?? null, probability: odds[index] ?? 0 };
      });
    },
    odds: async (_state: DreamState, moves: readonly Weighed[], temperature: number) =>
      softmax(
        moves.map(({ gain }) => gain),
        temperature,
      ),
    dispose: () => undefined,
  };
}

/** Weights of rules: e to their best gain in units, within bounds. */
function worthOf(weighed: readonly Weighed[]): Map<number, number> {
  const best = new Map<number, number>();
  for (const { action, gain } of weighed)
    best.set(action.rule, Math.max(gain, best.get(action.rule) ?? Number.NEGATIVE_INFINITY));
  return new Map(
    [...best].map(([rule, gain]) => [
      rule,
      Math.exp(Math.max(-farthest, Math.min(farthest, gain / gainUnit))),
    ]),
  );
}
