/** What is thought of a candidate. */
export interface Opinions {
  /** Its price; the lowest first. */
  readonly cost: number;
  /** Price and arithmetic, or another second opinion; the lowest first. */
  readonly worth: number;
  /** Of candidates that are alike the shortest way counts; the original, of depth 0, is like none. */
  readonly depth: number;
}

/** Candidates whose price and whose worth differ by less than this part are one candidate to the clock. */
const alike = 1e-3;

/**
 * The order in which candidates are worth measuring: the cheapest by price, the best by the second opinion, the second of
 * each, and so on, so that neither opinion has to be right; of those that nobody can tell apart the shortest way alone.
 */
export function inTurn<T>(candidates: readonly T[], opinionsOf: (candidate: T) => Opinions): readonly T[] {
  const judged = candidates.map((candidate) => ({ candidate, ...opinionsOf(candidate) }));
  const by = (of: (entry: Opinions) => number) =>
    [...judged].sort((a, b) => of(a) - of(b) || a.depth - b.depth);
  const byWorth = by(({ worth }) => worth);
  const order = new Set(by(({ cost }) => cost).flatMap((entry, i) => [entry, byWorth[i] ?? entry]));
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= alike * Math.min(a, b);
  const kept: typeof judged = [];
  for (const next of order) {
    const twin = kept.findIndex(
      ({ cost, worth, depth }) =>
        depth > 0 && next.depth > 0 && near(cost, next.cost) && near(worth, next.worth),
    );
    if (twin < 0) kept.push(next);
    else if (next.depth < (kept[twin]?.depth ?? 0)) kept[twin] = next;
  }
  return kept.map(({ candidate }) => candidate);
}
