import type { Environment } from '../env/environment';
import type { Path } from './search';

/** The best distinct states seen, at most `limit`, with the start always kept. */
export class Candidates<S> {
  private readonly best = new Map<string, { readonly path: Path<S>; readonly worth: number }>();
  private worst = Number.POSITIVE_INFINITY;

  constructor(
    private readonly env: Environment<S>,
    private readonly start: Path<S>,
    private readonly limit: number,
  ) {}

  /** `worth` is what states are kept by, the lowest best: their cost when left out. */
  offer(path: Path<S>, worth = path.cost): void {
    if (path.depth === 0 || (this.best.size >= this.limit && worth >= this.worst)) return;
    const key = this.env.key(path.state);
    const known = this.best.get(key);
    if (known !== undefined && known.path.depth <= path.depth) return;
    this.best.set(key, { path, worth });
    if (this.best.size > this.limit) {
      const [last] = [...this.best].sort(([, a], [, b]) => b.worth - a.worth || b.path.depth - a.path.depth);
      if (last) this.best.delete(last[0]);
    }
    this.worst = Math.max(...[...this.best.values()].map((entry) => entry.worth));
  }

  /** The best first; of equal cost the shorter way first. */
  list(): readonly Path<S>[] {
    return [this.start, ...[...this.best.values()].map(({ path }) => path)].sort(
      (a, b) => a.cost - b.cost || a.depth - b.depth,
    );
  }
}
