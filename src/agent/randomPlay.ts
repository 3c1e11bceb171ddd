import { createRandom, type Random } from '../core';
import type { Action } from '../env/environment';
import { Candidates } from './candidates';
import { createClock } from './clock';
import { type Path, type Search, startOf } from './search';

export interface RandomPlaySettings {
  /** Probability of ending an episode before each step (RLFlow's is 0.2). */
  readonly stop: number;
  /** The search has converged after this many episodes without a cheaper state. */
  readonly patience: number;
}

/** Ends episodes later than RLFlow's recorder does: as a peer it should see long chains now and then. */
const standard: RandomPlaySettings = { stop: 0.03, patience: 2000 };

/** Plays at random, episode after episode from the start, and keeps the best states met on the way. */
export function randomPlay(settings: RandomPlaySettings = standard): Search {
  return async (env, options) => {
    const clock = createClock(options);
    const random = createRandom(options.seed);
    const start = startOf(env);
    const candidates = new Candidates(env, start, 8);
    let best = start.cost;
    let engineSteps = 0;
    let stale = 0;
    if (drawAction(env.counts(start.state), random) === null)
      return { candidates: candidates.list(), stopReason: 'nothing-legal', engineSteps };
    for (; stale < settings.patience && clock.reason() === null; stale++) {
      let at: Path<typeof start.state> = start;
      while (at.depth < options.maxDepth && !(await clock.tick())) {
        if (at.depth > 0 && random.next() < settings.stop) break;
        const action = drawAction(env.counts(at.state), random);
        if (action === null) break;
        const state = env.step(at.state, action);
        engineSteps++;
        // A refused move ends the episode; the next one draws anew.
        if (state === null) break;
        at = { state, cost: env.cost(state), depth: at.depth + 1, action, parent: at };
        candidates.offer(at);
        if (at.cost < best) {
          best = at.cost;
          stale = 0;
          options.onProgress?.(best, engineSteps);
        }
      }
    }
    return { candidates: candidates.list(), stopReason: clock.reason() ?? 'converged', engineSteps };
  };
}

/** A rule uniformly among those with sites, then one of its sites; null where nothing is legal. */
export function drawAction(counts: ArrayLike<number>, random: Random): Action | null {
  const legal: number[] = [];
  for (let rule = 0; rule < counts.length; rule++) if ((counts[rule] ?? 0) > 0) legal.push(rule);
  if (legal.length === 0) return null;
  const rule = random.pick(legal);
  return { rule, site: random.int(counts[rule] ?? 1) };
}
