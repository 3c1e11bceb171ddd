import { guard } from './guard';
import { judgeFrom } from './judge';
import { reroot, startingAt } from './reroot';
import {
  type DreamCheck,
  type ObservedSearch,
  type Path,
  type SearchResult,
  type StopReason,
  startOf,
} from './search';

/** One search of several that share the time. */
export interface Stage {
  readonly name: string;
  readonly search: ObservedSearch;
  /** Its part of the time that is left when its turn comes, 0…1; what it does not use is left to the others. */
  readonly share: number;
  /** Whether it begins at the original or at the best that was found before it. */
  readonly from: 'start' | 'best';
}

/** As many candidates as a search hands on. */
const most = 16;

/**
 * Searches one after another on the same environment, their candidates together. One that throws is reported and costs
 * the others nothing. The last one's reason ends it, unless the time or the person did.
 */
export function portfolio(stages: readonly Stage[]): ObservedSearch {
  return async (env, options) => {
    const begun = performance.now();
    const left = () => options.seconds - (performance.now() - begun) / 1000;
    const guarded = guard(env);
    const start = startOf(guarded.env);
    type S = typeof start.state;
    const byKey = new Map<string, Path<S>>([[guarded.env.key(start.state), start]]);
    const problems: string[] = [];
    const judge = judgeFrom(guarded.env, start.state);
    const worth = ({ state, cost }: Path<S>): number => judge(state, cost);
    let best = start;
    let cheapest = start;
    let stopReason: StopReason = 'converged';
    let engineSteps = 0;
    let imaginedSteps = 0;
    let dream: DreamCheck | null = null;
    for (const [i, { name, search, share, from }] of stages.entries()) {
      if (options.signal?.aborted) break;
      const seconds = i === stages.length - 1 ? left() : left() * share;
      if (seconds <= 0) break;
      const root = from === 'best' ? best : start;
      const before = { engineSteps, cost: cheapest.cost };
      try {
        const result: SearchResult<S> = await search(startingAt(guarded.env, root.state), {
          ...options,
          seconds,
          seed: options.seed + i,
          maxDepth: options.maxDepth - root.depth,
          onProgress:
            options.onProgress &&
            ((cost, steps) => options.onProgress?.(Math.min(cost, before.cost), before.engineSteps + steps)),
        });
        engineSteps += result.engineSteps;
        imaginedSteps += result.imaginedSteps ?? 0;
        problems.push(...(result.problems ?? []));
        if (result.dream && result.dream.real > (dream?.real ?? Number.NEGATIVE_INFINITY))
          dream = result.dream;
        // At the end of a chain nothing may be legal any more; only at the start does that say something.
        const spent = result.stopReason === 'nothing-legal' && root.depth > 0;
        stopReason = spent ? 'converged' : result.stopReason;
        for (const found of result.candidates) {
          if (found.depth === 0) continue;
          const path = reroot(root, found);
          const key = guarded.env.key(path.state);
          const known = byKey.get(key);
          if (known === undefined || path.depth < known.depth) byKey.set(key, path);
          if (worth(path) < worth(best)) best = path;
          if (path.cost < cheapest.cost) cheapest = path;
        }
        if (result.stopReason === 'nothing-legal' && root.depth === 0) break;
      } catch (thrown) {
        problems.push(`${name} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        stopReason = 'error';
      }
    }
    if (options.signal?.aborted) stopReason = 'stopped';
    else if (left() <= 0) stopReason = 'time';
    const sorted = [...byKey.values()].sort((a, b) => a.cost - b.cost || a.depth - b.depth);
    // A shorter way to the best may have been found since, and stands for it.
    const least = byKey.get(guarded.env.key(best.state)) ?? best;
    const kept = sorted.filter((path, i) => i < most || path.depth === 0 || path === least);
    return {
      candidates: kept,
      stopReason,
      engineSteps,
      imaginedSteps,
      dream,
      problems: [...problems, ...guarded.problems],
    };
  };
}
