import { Candidates } from './candidates';
import { createClock } from './clock';
import { expand } from './expand';
import type { Resumable } from './resumable';
import { type Path, type Search, startOf } from './search';

/** Greedy search in parts. A level that was cut off is begun again: where the cheapest of its first moves leads is not taken. */
export const greedyInParts: Resumable = (env) => {
  const start = startOf(env);
  const candidates = new Candidates(env, start, 8);
  let at = start;
  return async (options) => {
    const clock = createClock(options);
    let engineSteps = 0;
    for (;;) {
      let best: Path<(typeof start)['state']> | null = null;
      let legal = 0;
      for (const action of expand(env, at.state)) {
        legal++;
        if (await clock.tick()) break;
        const state = env.step(at.state, action);
        engineSteps++;
        if (state === null) continue;
        const cost = env.cost(state);
        if (cost < (best?.cost ?? at.cost)) best = { state, cost, depth: at.depth + 1, action, parent: at };
      }
      const cut = clock.reason();
      // It is a result all the same.
      if (best !== null) candidates.offer(best);
      const reason = cut ?? (legal === 0 ? 'nothing-legal' : best === null ? 'converged' : null);
      if (best !== null && cut === null) at = best;
      if (best !== null) options.onProgress?.(best.cost, engineSteps);
      if (reason !== null || at.depth >= options.maxDepth) {
        const stopReason = reason === 'nothing-legal' && at.depth > 0 ? 'converged' : reason;
        return { candidates: candidates.list(), stopReason: stopReason ?? 'converged', engineSteps };
      }
    }
  };
};

/** Takes the action that lowers the cost most, until none does. */
export const greedy: Search = (env, options) => greedyInParts(env)(options);
