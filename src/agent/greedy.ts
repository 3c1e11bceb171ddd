import { Candidates } from './candidates';
import { createClock } from './clock';
import { expand } from './expand';
import { type Path, type Search, startOf } from './search';

/** Takes the action that lowers the cost most, until none does. */
export const greedy: Search = async (env, options) => {
  const clock = createClock(options);
  const start = startOf(env);
  const candidates = new Candidates(env, start, 8);
  let at = start;
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
    const reason = clock.reason() ?? (legal === 0 ? 'nothing-legal' : best === null ? 'converged' : null);
    if (best !== null) {
      at = best;
      candidates.offer(at);
      options.onProgress?.(at.cost, engineSteps);
    }
    if (reason !== null || at.depth >= options.maxDepth) {
      return { candidates: candidates.list(), stopReason: reason ?? 'converged', engineSteps };
    }
  }
};
