import type { Action } from '../env/environment';
import { Candidates } from './candidates';
import { createClock } from './clock';
import { expand } from './expand';
import { Heap } from './heap';
import type { Resumable } from './resumable';
import { type Path, type Search, type StopReason, startOf } from './search';

/** Backtracking in parts; a graph whose expansion was cut off is gone on with. */
export function backtrackingInParts(alpha: number, budget: number): Resumable {
  return (env) => {
    const start = startOf(env);
    type S = (typeof start)['state'];
    const candidates = new Candidates(env, start, 8);
    const seen = new Set([env.key(start.state)]);
    const queue = new Heap<Path<S>>();
    queue.push(start.cost, start);
    let best = start.cost;
    let expanded = 0;
    let tried = 0;
    let over = false;
    let current: { readonly path: Path<S>; readonly actions: Iterator<Action> } | null = null;
    return async (options) => {
      const clock = createClock(options);
      let engineSteps = 0;
      const result = (stopReason: StopReason) => ({ candidates: candidates.list(), stopReason, engineSteps });
      for (;;) {
        if (current === null) {
          const path: Path<S> | undefined = over || expanded >= budget ? undefined : queue.pop();
          if (path === undefined || path.cost > alpha * best) break;
          expanded++;
          if (path.depth >= options.maxDepth) continue;
          current = { path, actions: expand(env, path.state) };
        }
        if (await clock.tick()) return result(clock.reason() ?? 'time');
        const { path, actions } = current;
        const { done, value: action } = actions.next();
        if (done) {
          current = null;
          continue;
        }
        const state = env.step(path.state, action);
        engineSteps++;
        tried++;
        if (state === null) continue;
        const cost = env.cost(state);
        if (cost > alpha * best) continue;
        const key = env.key(state);
        if (seen.has(key)) continue;
        seen.add(key);
        const next = { state, cost, depth: path.depth + 1, action, parent: path };
        queue.push(cost, next);
        if (cost < best) {
          best = cost;
          options.onProgress?.(best, engineSteps);
        }
        candidates.offer(next);
      }
      over = true;
      return result(expanded === 1 && tried === 0 ? 'nothing-legal' : 'converged');
    };
  };
}

/**
 * TASO's backtracking search (Jia et al. 2019, algorithm 2): a priority queue of graphs by cost; a graph is kept while
 * its cost is below α times the best so far; at most `budget` graphs are expanded.
 */
export function backtracking(alpha: number, budget: number): Search {
  const parts = backtrackingInParts(alpha, budget);
  return (env, options) => parts(env)(options);
}
