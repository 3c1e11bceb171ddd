import { readFile } from 'node:fs/promises';
import { backtracking } from '../../src/agent/backtracking';
import { greedy } from '../../src/agent/greedy';
import { playouts } from '../../src/agent/playouts';
import { type Search, statesOf } from '../../src/agent/search';
import { createCostTable, createEstimator, type Estimator, importCostTable } from '../../src/bench';
import { createRandom, must } from '../../src/core';
import type { Action } from '../../src/env/environment';
import type { Episode } from '../../src/env/episode';
import type { ObservedEnvironment } from '../../src/env/observation';
import { type Policy, randomPolicy, recordEpisode } from '../../src/env/playRandomly';
import { createRewriteEnv, type RewriteState } from '../../src/env/rewriteEnv';
import type { Graph } from '../../src/graph';
import { rules, type Target } from '../../src/transforms';
import { along, nearlyGreedy, ruleByRule } from './policies';

export const target: Target = { provider: 'wasm', standardOpsOnly: false };

/** Sums of operator costs by the formula of the analytic cost model, without a measurement. */
export const analyticEstimator = (): Estimator =>
  createEstimator(createCostTable({ ep: 'wasm', threads: 1, adapter: 'none', runtime: 'analytic' }));

/** Prices by operator times that were kept in a file (`record.ts --operators`); an empty name: by the formula. */
export async function estimatorFrom(file: string): Promise<Estimator> {
  if (file === '') return analyticEstimator();
  return createEstimator(importCostTable(JSON.parse(await readFile(file, 'utf8'))));
}

/** What such prices are, for a dataset's provenance. */
export const pricesAbout = (file: string): string =>
  file === ''
    ? 'estimated: analytic cost model without measurements'
    : 'estimated: sum of measured operators, one thread';

/** How much larger a graph may become: little in play that a world model learns from, as much as in Optimize in good ways. */
export const growth = { play: 1.5, ways: 8 } as const;

export function environmentOf(
  graph: Graph,
  estimator: Estimator,
  growthLimit: number = growth.play,
): ObservedEnvironment<RewriteState> {
  return createRewriteEnv({
    graph,
    rules,
    target,
    estimate: (g) => estimator.ms(g),
    growthLimit,
    shares: (g) => estimator.shares(g),
  });
}

/** The states along recorded actions, the first included. @throws Error where an action is not legal there any more */
export function statesAlong(
  env: ObservedEnvironment<RewriteState>,
  from: RewriteState,
  actions: readonly Action[],
): RewriteState[] {
  const way = [from];
  for (const action of actions) way.push(must(env.step(must(way.at(-1), 'state'), action), 'next state'));
  return way;
}

/** An episode and the state that it began at. */
export interface Played extends Episode {
  readonly from: RewriteState;
}

/** The episode alone. */
export const bare = ({ from: _from, ...episode }: Played): Episode => episode;

export interface PlayOptions {
  readonly name: string;
  readonly episodes: number;
  readonly maxSteps: number;
  readonly seed: number;
  /** Seconds for each search whose ways are followed; 0: none is made. */
  readonly searchSeconds: number;
}

/**
 * Episodes from one graph: of every ten, four at random (two of them stopping with probability 0.2, as RLFlow's), two
 * nearly greedy, two rule by rule, two along what searches found. Half begin at the graph, half somewhere on the way of an
 * earlier walk, so that graphs that are already rewritten are seen too.
 */
export async function playEpisodes(graph: Graph, options: PlayOptions): Promise<Played[]> {
  const { name, maxSteps, seed } = options;
  const env = environmentOf(graph, analyticEstimator());
  const random = createRandom(seed).fork(name);
  const ways = options.searchSeconds > 0 ? await searchedWays(env, options) : [];
  const reached: RewriteState[] = [env.reset()];
  const episodes: Played[] = [];
  for (let k = 0; k < options.episodes; k++) {
    const turn = k % 10;
    const way = ways.length === 0 ? undefined : random.pick(ways);
    const policy: Policy<RewriteState> =
      turn < 4 || (turn >= 8 && way === undefined)
        ? randomPolicy<RewriteState>(turn < 2 ? 0.2 : 0)
        : turn < 6
          ? nearlyGreedy<RewriteState>(10, 0.15)
          : turn < 8
            ? ruleByRule(env, random)
            : along<RewriteState>((way ?? []).slice(random.int(Math.max(1, (way ?? []).length / 2))), 0.1);
    // The turn alone would tie policies to starts.
    const from = random.int(2) === 0 ? env.reset() : random.pick(reached);
    episodes.push({ ...recordEpisode(env, { model: name, policy, maxSteps, random, from }), from });
    let state = from;
    for (let step = random.int(12); step > 0; step--) {
      if (!Array.from(env.counts(state)).some((count) => count > 0)) break;
      const action = randomPolicy<RewriteState>(0)(env, state, random);
      const next = action === null ? null : env.step(state, action);
      if (next !== null) state = next;
    }
    reached.push(state);
    if (reached.length > 24) reached.splice(1 + random.int(reached.length - 1), 1);
  }
  return shuffled(episodes, random);
}

/** So that a split by position takes some of each policy. */
function shuffled<T>(list: readonly T[], random: ReturnType<typeof createRandom>): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.int(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}

/** The actions of the best ways that greedy, backtracking and playouts find. */
async function searchedWays(
  env: ObservedEnvironment<RewriteState>,
  { searchSeconds, seed, maxSteps }: PlayOptions,
): Promise<readonly (readonly Action[])[]> {
  const searches: readonly Search[] = [greedy, backtracking(1.05, 1000), playouts()];
  const ways: Action[][] = [];
  for (const search of searches) {
    const found = await search(env, {
      seconds: searchSeconds,
      seed,
      maxDepth: 3 * maxSteps,
      signal: null,
      onProgress: null,
    });
    for (const path of found.candidates.slice(0, 3)) {
      const way = statesOf(path).flatMap(({ action }) => action ?? []);
      if (way.length > 0) ways.push(way);
    }
  }
  return ways;
}
