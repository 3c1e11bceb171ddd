import type { Environment } from '../env/environment';
import { judgeFrom } from './judge';
import type { Path } from './search';

/** States whose price and all-in-all differ by less than this part are one candidate to the clock. */
const alike = 1e-3;

/**
 * The order in which candidates are worth measuring: the cheapest by price, the best by price and arithmetic, the second
 * of each, and so on, so that neither opinion has to be right; of states that nobody can tell apart the shortest way alone.
 */
export function measuringOrder<S>(
  env: Environment<S>,
  start: S,
  candidates: readonly Path<S>[],
): readonly Path<S>[] {
  const judge = judgeFrom(env, start);
  const judged = candidates.map((path) => ({ path, worth: judge(path.state, path.cost) }));
  const byCost = [...judged].sort((a, b) => a.path.cost - b.path.cost || a.path.depth - b.path.depth);
  const byWorth = [...judged].sort((a, b) => a.worth - b.worth || a.path.depth - b.path.depth);
  const near = (a: number, b: number): boolean => Math.abs(a - b) < alike * Math.min(a, b);
  const kept: typeof judged = [];
  for (const next of byCost.flatMap((entry, i) => [entry, byWorth[i] ?? entry])) {
    const known = kept.some(({ path, worth }) => near(path.cost, next.path.cost) && near(worth, next.worth));
    if (!known || next.path.depth === 0) kept.push(next);
  }
  return [...new Set(kept.map(({ path }) => path))];
}
