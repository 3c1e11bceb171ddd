import type { Random } from '../../core';
import type { Action } from '../../env/environment';

/** All moves of a state; where there are more than `limit`, an even choice of each rule's sites. */
export function movesOf(counts: ArrayLike<number>, limit: number): Action[] {
  const most = sitesEach(counts, limit);
  const moves: Action[] = [];
  for (let rule = 0; rule < counts.length; rule++) {
    const count = counts[rule] ?? 0;
    const taken = Math.min(count, most);
    for (let k = 0; k < taken; k++) moves.push({ rule, site: Math.floor(((k + 0.5) * count) / taken) });
  }
  return moves;
}

/** The most sites of one rule, so that there are at most `limit` in all; at least one. */
function sitesEach(counts: ArrayLike<number>, limit: number): number {
  let [low, high] = [1, 1];
  for (let rule = 0; rule < counts.length; rule++) high = Math.max(high, counts[rule] ?? 0);
  const total = (most: number): number => {
    let sum = 0;
    for (let rule = 0; rule < counts.length; rule++) sum += Math.min(counts[rule] ?? 0, most);
    return sum;
  };
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (total(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Some moves of a state, without repetition: rules in proportion to `weights` (those that the weights do not know get
 * 1), then a site of each.
 */
export function someMoves(
  counts: ArrayLike<number>,
  weights: ReadonlyMap<number, number>,
  limit: number,
  random: Random,
): Action[] {
  const open = movesOf(counts, limit);
  if (total(counts) <= limit) return open;
  const rules = new Set<number>();
  for (let rule = 0; rule < counts.length; rule++) if ((counts[rule] ?? 0) > 0) rules.add(rule);
  const moves: Action[] = [];
  const taken = new Set<string>();
  for (let tries = 0; moves.length < limit && tries < 4 * limit; tries++) {
    const rule = pickRule(rules, weights, random.next());
    const site = random.int(counts[rule] ?? 1);
    const key = `${rule}/${site}`;
    if (taken.has(key)) continue;
    taken.add(key);
    moves.push({ rule, site });
  }
  return moves;
}

const total = (counts: ArrayLike<number>): number => {
  let sum = 0;
  for (let rule = 0; rule < counts.length; rule++) sum += counts[rule] ?? 0;
  return sum;
};

function pickRule(rules: ReadonlySet<number>, weights: ReadonlyMap<number, number>, uniform: number): number {
  let sum = 0;
  for (const rule of rules) sum += weights.get(rule) ?? 1;
  let left = uniform * sum;
  let last = -1;
  for (const rule of rules) {
    last = rule;
    left -= weights.get(rule) ?? 1;
    if (left < 0) break;
  }
  return last;
}
