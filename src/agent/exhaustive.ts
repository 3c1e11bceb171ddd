import type { Environment } from '../env/environment';
import { createClock } from './clock';
import { expand } from './expand';
import { type Path, type SearchOptions, type SearchResult, startOf } from './search';

export interface ExhaustiveLimits {
  /** Most distinct states that are visited. */
  readonly states: number;
  /** Longest path that is followed. */
  readonly depth: number;
}

export interface ExhaustiveResult<S> extends SearchResult<S> {
  /** True: every reachable state was priced, so the best is the optimum. */
  readonly complete: boolean;
  /** What cut the search short; null when it is complete. */
  readonly cutBy: 'states' | 'depth' | 'time' | 'stopped' | null;
  /** Distinct states that were priced. */
  readonly states: number;
}

/**
 * Visits every reachable state once, told apart by the environment's key (of graphs: the structural hash), breadth
 * first, so that each is reached by a shortest way. The exact bound for small graphs.
 */
export async function exhaustive<S>(
  env: Environment<S>,
  options: Pick<SearchOptions, 'seconds' | 'signal'>,
  limits: ExhaustiveLimits,
): Promise<ExhaustiveResult<S>> {
  const clock = createClock(options);
  const start = startOf(env);
  const seen = new Set([env.key(start.state)]);
  let best = start;
  let level: Path<S>[] = [start];
  let engineSteps = 0;
  let legal = 0;
  let cutBy: ExhaustiveResult<S>['cutBy'] = null;
  search: while (level.length > 0) {
    const next: Path<S>[] = [];
    for (const at of level) {
      for (const action of expand(env, at.state)) {
        legal++;
        if (at.depth >= limits.depth) {
          cutBy = 'depth';
          break search;
        }
        if (await clock.tick()) {
          cutBy = clock.reason() === 'stopped' ? 'stopped' : 'time';
          break search;
        }
        const state = env.step(at.state, action);
        engineSteps++;
        if (state === null) continue;
        const key = env.key(state);
        if (seen.has(key)) continue;
        if (seen.size >= limits.states) {
          cutBy = 'states';
          break search;
        }
        seen.add(key);
        const path = { state, cost: env.cost(state), depth: at.depth + 1, action, parent: at };
        if (path.cost < best.cost) best = path;
        next.push(path);
      }
    }
    level = next;
  }
  return {
    candidates: best === start ? [start] : [best, start],
    stopReason: clock.reason() ?? (legal === 0 ? 'nothing-legal' : 'converged'),
    engineSteps,
    complete: cutBy === null,
    cutBy,
    states: seen.size,
  };
}
