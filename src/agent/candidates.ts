import type { Environment } from '../env/environment';
import type { Path } from './search';

interface Kept<S> {
  readonly path: Path<S>;
  readonly worth: number;
}

/**
 * The best distinct states seen, with the start always kept: at most `limit` by cost, and as many by another opinion
 * where there is one, so that neither has to be right.
 */
export class Candidates<S> {
  private readonly best = new Map<string, Kept<S>>();
  /** Above both of these nothing is kept. */
  private worst = { cost: Number.POSITIVE_INFINITY, worth: Number.POSITIVE_INFINITY };

  constructor(
    private readonly env: Environment<S>,
    private readonly start: Path<S>,
    private readonly limit: number,
  ) {}

  /** `worth` is the other opinion, the lowest best: the cost when left out. */
  offer(path: Path<S>, worth = path.cost): void {
    const hopeless = path.cost >= this.worst.cost && worth >= this.worst.worth;
    if (path.depth === 0 || hopeless) return;
    const key = this.env.key(path.state);
    const known = this.best.get(key);
    if (known !== undefined && known.path.depth <= path.depth) return;
    this.best.set(key, { path, worth });
    if (this.best.size <= this.limit) return;
    const entries = [...this.best];
    const byCost = this.first(entries, ({ path: { cost } }) => cost);
    const byWorth = this.first(entries, (entry) => entry.worth);
    for (const [name] of entries) if (!byCost.has(name) && !byWorth.has(name)) this.best.delete(name);
    this.worst = {
      cost: this.last(byCost, ({ path: { cost } }) => cost),
      worth: this.last(byWorth, (e) => e.worth),
    };
  }

  /** The best first; of equal cost the shorter way first. */
  list(): readonly Path<S>[] {
    return [this.start, ...[...this.best.values()].map(({ path }) => path)].sort(
      (a, b) => a.cost - b.cost || a.depth - b.depth,
    );
  }

  private first(
    entries: readonly (readonly [string, Kept<S>])[],
    of: (entry: Kept<S>) => number,
  ): ReadonlySet<string> {
    const sorted = [...entries].sort(([, a], [, b]) => of(a) - of(b) || a.path.depth - b.path.depth);
    return new Set(sorted.slice(0, this.limit).map(([name]) => name));
  }

  private last(names: ReadonlySet<string>, of: (entry: Kept<S>) => number): number {
    if (names.size < this.limit) return Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (const name of names) {
      const entry = this.best.get(name);
      if (entry !== undefined) highest = Math.max(highest, of(entry));
    }
    return highest;
  }
}
