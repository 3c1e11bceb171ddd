import type { Random } from '../../src/core';
import type { Action, Environment } from '../../src/env/environment';
import { type Policy, randomPolicy } from '../../src/env/playRandomly';

/**
 * Looks one step ahead at some random actions and mostly takes the one that saves most: what a greedy search does, with
 * enough chance in it that episodes differ.
 */
export const nearlyGreedy =
  <S>(looks: number, wander: number): Policy<S> =>
  (env, state, random) => {
    const blind = randomPolicy<S>(0);
    if (random.next() < wander) return blind(env, state, random);
    let best: Action | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < looks; k++) {
      const action = blind(env, state, random);
      const next = action === null ? null : env.step(state, action);
      if (next === null) continue;
      const cost = env.cost(next);
      if (cost < least) [best, least] = [action, cost];
    }
    return best;
  };

/** Plays the sites of one rule after the other, as playouts and saturation do: rules in a random order, a few left out. */
export function ruleByRule<S>(env: Environment<S>, random: Random): Policy<S> {
  const order = env.rules.map((_, rule) => ({ rule, at: random.next() }));
  const chosen = order.filter(({ at }) => at < 0.6).sort((a, b) => a.at - b.at);
  const last = { rule: -1, times: 0 };
  return (_, state, chance) => {
    const counts = env.counts(state);
    const legal = chosen.filter(
      ({ rule }) => (counts[rule] ?? 0) > 0 && !(rule === last.rule && last.times > 5),
    );
    const next = legal[0];
    if (next === undefined) return randomPolicy<S>(0)(env, state, chance);
    last.times = next.rule === last.rule ? last.times + 1 : 0;
    last.rule = next.rule;
    return { rule: next.rule, site: chance.int(3) === 0 ? chance.int(counts[next.rule] ?? 1) : 0 };
  };
}

/**
 * Follows a way that a search found, mostly: rules in its order, now and then another move. It ends where the way does.
 */
export function along<S>(way: readonly Action[], wander: number): Policy<S> {
  let next = 0;
  return (env, state, random) => {
    if (random.next() < wander) return randomPolicy<S>(0)(env, state, random);
    const counts = env.counts(state);
    for (; next < way.length; next++) {
      const wanted = way[next];
      const sites = wanted === undefined ? 0 : (counts[wanted.rule] ?? 0);
      if (wanted === undefined || sites === 0) continue;
      next++;
      return { rule: wanted.rule, site: Math.min(wanted.site, sites - 1) };
    }
    return null;
  };
}
