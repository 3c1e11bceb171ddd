import type { KnownStep } from '../env/environment';
import type { ObservedEnvironment } from '../env/observation';
import { guard } from './guard';
import { inTurn } from './inTurn';
import { judgeFrom } from './judge';
import { reroot, startingAt } from './reroot';
import type { Resumable } from './resumable';
import {
  type DreamCheck,
  type ObservedSearch,
  type Path,
  type SearchOptions,
  type SearchResult,
  type StopReason,
  startOf,
} from './search';

/** One search of several that share the time. */
export interface Stage {
  readonly name: string;
  /** Its part of the time that is left when its turn comes, 0…1; what it does not use is left to the others. */
  readonly share: number;
  readonly search: ObservedSearch;
  /** Whether it begins at the original or at the best that was found before it. */
  readonly from: 'start' | 'best';
}

/** A turn of a search from the start that goes on where its turn before was cut off. */
export interface Turn extends Pick<Stage, 'name' | 'share'> {
  readonly parts: Resumable;
}

/** As many candidates are handed on of those that can be told apart, by either opinion in turn, and of the cheapest anyway. */
const most = 24;
const cheapestOf = 4;

/**
 * Searches one after another on the same environment, their candidates together, and where those that took turns ended; ways
 * that the environment knows count as found before them. One that throws is reported and costs the others nothing. The last
 * one's reason ends it, unless the time or the person did.
 */
export function portfolio(stages: readonly (Stage | Turn)[]): ObservedSearch {
  return async (env, options) => {
    const budget = budgetOf(options);
    const guarded = guard(env);
    const start = startOf(guarded.env);
    type S = typeof start.state;
    const byKey = new Map<string, Path<S>>([[guarded.env.key(start.state), start]]);
    const problems: string[] = [];
    const judge = judgeFrom(guarded.env, start.state);
    const worth = ({ state, cost }: Path<S>): number => judge(state, cost);
    let best = start;
    let cheapest = start;
    const take = (path: Path<S>): void => {
      const key = guarded.env.key(path.state);
      const before = byKey.get(key);
      if (before === undefined || path.depth < before.depth) byKey.set(key, path);
      if (worth(path) < worth(best)) best = path;
      if (path.cost < cheapest.cost) cheapest = path;
    };
    for (const way of guarded.env.known ?? []) take(pathAlong(guarded.env, start, way));
    const turns = new Map<Resumable, (options: SearchOptions) => Promise<SearchResult<S>>>();
    const run = (stage: Stage | Turn, root: Path<S>, own: SearchOptions): Promise<SearchResult<S>> => {
      const inner: ObservedEnvironment<S> = startingAt(guarded.env, root.state);
      if ('search' in stage) return stage.search(inner, own);
      const going = turns.get(stage.parts) ?? stage.parts(inner);
      turns.set(stage.parts, going);
      return going(own);
    };
    const ends = new Map<Resumable, Path<S>>();
    let ended = false;
    let stopReason: StopReason = 'converged';
    let engineSteps = 0;
    let imaginedSteps = 0;
    let dream: DreamCheck | null = null;
    for (const [i, stage] of stages.entries()) {
      if (options.signal?.aborted || budget.over()) break;
      const root = 'from' in stage && stage.from === 'best' ? best : start;
      const before = { engineSteps, cost: cheapest.cost };
      const own = {
        ...options,
        seed: options.seed + i,
        maxDepth: options.maxDepth - root.depth,
        onProgress:
          options.onProgress &&
          ((cost: number, steps: number) =>
            options.onProgress?.(Math.min(cost, before.cost), before.engineSteps + steps)),
      };
      try {
        const share = i === stages.length - 1 ? 1 : stage.share;
        const result = await budget.spend(share, (limits) => run(stage, root, { ...own, ...limits }));
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
          take(reroot(root, found));
        }
        const [end] = result.candidates;
        if ('parts' in stage) {
          if (end !== undefined && end.depth > 0) ends.set(stage.parts, end);
          ended ||= result.stopReason === 'converged';
        }
        if (result.stopReason === 'nothing-legal' && root.depth === 0) break;
      } catch (thrown) {
        problems.push(`${stage.name} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        stopReason = 'error';
      }
    }
    if (options.signal?.aborted) stopReason = 'stopped';
    else if (budget.over()) stopReason = 'time';
    const byCost = [...byKey.values()].sort((a, b) => a.cost - b.cost || a.depth - b.depth);
    const told = inTurn(byCost, (path) => ({ cost: path.cost, worth: worth(path), depth: path.depth }));
    const kept = new Set([...byCost.slice(0, cheapestOf), ...told.slice(0, most), start]);
    return {
      candidates: byCost.filter((path) => kept.has(path)),
      ends: ended ? [...ends.values()] : [],
      stopReason,
      engineSteps,
      imaginedSteps,
      dream,
      problems: [...new Set([...problems, ...guarded.problems])],
    };
  };
}

/** A way that is known as a path; only its end is priced. */
function pathAlong<S>(
  { cost }: ObservedEnvironment<S>,
  start: Path<S>,
  way: readonly KnownStep<S>[],
): Path<S> {
  return way.reduce<Path<S>>(
    (parent, { state }, i) => ({
      state,
      cost: i === way.length - 1 ? cost(state) : Number.NaN,
      depth: parent.depth + 1,
      action: null,
      parent,
    }),
    start,
  );
}

type Limits = Pick<SearchOptions, 'seconds' | 'steps'>;

/** What is left of the time, and of the steps where they are counted. */
function budgetOf({ seconds, steps }: Limits) {
  const begun = performance.now();
  const left = (): number => seconds - (performance.now() - begun) / 1000;
  return {
    over: (): boolean => left() <= 0 || (steps !== undefined && steps.left <= 0),
    /** Lets a search use a share of both. */
    spend: async <T>(share: number, use: (limits: Limits) => Promise<T>): Promise<T> => {
      if (steps === undefined) return use({ seconds: left() * share });
      const given = Math.ceil(steps.left * share);
      const own = { left: given };
      try {
        // A share of the time would depend on the machine.
        return await use({ seconds: left(), steps: own });
      } finally {
        steps.left -= given - own.left;
      }
    },
  };
}
