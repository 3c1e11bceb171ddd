import { Candidates } from './candidates';
import { createClock } from './clock';
import { expand } from './expand';
import { Heap } from './heap';
import { type Path, type Search, startOf } from './search';

/**
 * TASO's backtracking search (Jia et al. 2019, algorithm 2): a priority queue of graphs by cost; a graph is kept while
 * its cost is below α times the best so far; at most `budget` graphs are expanded.
 */
export function backtracking(alpha: number, budget: number): Search {
  return async (env, options) => {
    const clock = createClock(options);
    const start = startOf(env);
    const candidates = new Candidates(env, start, 8);
    const seen = new Set([env.key(start.state)]);
    const queue = new Heap<Path<(typeof start)['state']>>();
    queue.push(start.cost, start);
    let best = start.cost;
    let engineSteps = 0;
    let expanded = 0;
    for (let at = queue.pop(); at !== undefined && expanded < budget; at = queue.pop()) {
      if (at.cost > alpha * best) break;
      expanded++;
      if (at.depth >= options.maxDepth) continue;
      for (const action of expand(env, at.state)) {
        if (await clock.tick()) break;
        const state = env.step(at.state, action);
        engineSteps++;
        if (state === null) continue;
        const cost = env.cost(state);
        if (cost > alpha * best) continue;
        const key = env.key(state);
        if (seen.has(key)) continue;
        seen.add(key);
        const path = { state, cost, depth: at.depth + 1, action, parent: at };
        queue.push(cost, path);
        if (cost < best) {
          best = cost;
          options.onProgress?.(best, engineSteps);
        }
        candidates.offer(path);
      }
      const reason = clock.reason();
      if (reason !== null) return { candidates: candidates.list(), stopReason: reason, engineSteps };
    }
    const stopReason = expanded === 1 && engineSteps === 0 ? 'nothing-legal' : 'converged';
    return { candidates: candidates.list(), stopReason, engineSteps };
  };
}
