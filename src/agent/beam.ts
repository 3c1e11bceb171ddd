import { Candidates } from './candidates';
import { createClock } from './clock';
import { expand } from './expand';
import { type Path, type Search, startOf } from './search';

/**
 * Beam search: of all that the kept states lead to, the `width` cheapest new ones are kept, level after level, whether
 * they gain or lose. It has converged after `patience` levels without a cheaper state.
 */
export function beam(width = 8, patience = 30): Search {
  return async (env, options) => {
    const clock = createClock(options);
    const start = startOf(env);
    const candidates = new Candidates(env, start, 8);
    const seen = new Set([env.key(start.state)]);
    let level: Path<(typeof start)['state']>[] = [start];
    let best = start.cost;
    let engineSteps = 0;
    let legal = 0;
    for (let stale = 0; level.length > 0 && stale < patience; stale++) {
      const next: typeof level = [];
      for (const at of level) {
        if (at.depth >= options.maxDepth) continue;
        for (const action of expand(env, at.state)) {
          legal++;
          if (await clock.tick()) break;
          const state = env.step(at.state, action);
          engineSteps++;
          if (state === null) continue;
          const key = env.key(state);
          if (seen.has(key)) continue;
          seen.add(key);
          next.push({ state, cost: env.cost(state), depth: at.depth + 1, action, parent: at });
        }
        if (clock.reason() !== null) break;
      }
      level = next.sort((a, b) => a.cost - b.cost).slice(0, width);
      for (const path of level) candidates.offer(path);
      const [first] = level;
      if (first !== undefined && first.cost < best) {
        best = first.cost;
        stale = 0;
        options.onProgress?.(best, engineSteps);
      }
      const reason = clock.reason();
      if (reason !== null) return { candidates: candidates.list(), stopReason: reason, engineSteps };
    }
    const stopReason = clock.reason() ?? (legal === 0 ? 'nothing-legal' : 'converged');
    return { candidates: candidates.list(), stopReason, engineSteps };
  };
}
