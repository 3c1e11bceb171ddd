import type { Environment } from '../env/environment';
import type { Path } from './search';

/** The best distinct states seen, at most `limit`, with the start always kept. */
export class Candidates<S> {
  private readonly best = new Map<string, Path<S>>();
  private worst = Number.POSITIVE_INFINITY;

  constructor(
    private readonly env: Environment<S>,
    private readonly start: Path<S>,
    private readonly limit: number,
  ) {}

  offer(path: Path<S>): void {
    if (path.depth === 0 || (this.best.size >= this.limit && path.cost >= this.worst)) return;
    const key = this.env.key(path.state);
    const known = this.best.get(key);
    if (known !== undefined && known.depth <= path.depth) return;
    this.best.set(key, path);
    if (this.best.size > this.limit) {
      const [last] = [...this.best].sort(([, a], [, b]) => b.cost - a.cost || b.depth - a.depth);
      if (last) this.best.delete(last[0]);
    }
    this.worst = Math.max(...[...this.best.values()].map((p) => p.cost));
  }

  /** The best first; of equal cost the shorter way first. */
  list(): readonly Path<S>[] {
    return [this.start, ...this.best.values()].sort((a, b) => a.cost - b.cost || a.depth - b.depth);
  }
}
