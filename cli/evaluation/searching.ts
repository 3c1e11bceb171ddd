import type { ObservedSearch, Path, SearchResult } from '../../src/agent/search';
import type { CostTableData } from '../../src/bench/costs/costTable';
import { createRewriteEnv, type RewriteState } from '../../src/env/rewriteEnv';
import { type Graph, graphCost, type NodeId, structuralHash } from '../../src/graph';
import { rules } from '../../src/transforms';
import { recordCheapest } from './recorder';
import type { OfferedGraph, RunRecord, TraceStep } from './records';
import { target, traceOf } from './traces';

/** What a search is priced by; it does not change while searches are compared. */
export interface FrozenPrices {
  estimate(graph: Graph): number;
  shares(graph: Graph): ReadonlyMap<NodeId, number>;
  /** The operator times behind the estimates. */
  table(): CostTableData;
}

export interface SearchJob {
  readonly model: string;
  readonly base: Graph;
  readonly prices: FrozenPrices;
  readonly agent: string;
  readonly search: ObservedSearch;
  readonly seed: number;
  readonly seconds: number;
  /** Most graphs that are kept for measuring. */
  readonly limit: number;
  readonly settings: string;
}

const maxDepth = 1500;
export const growthLimit = 8;

/** Runs one search by itself on the real environment with frozen prices. */
export async function runSearch(job: SearchJob): Promise<RunRecord> {
  const begin = performance.now();
  const { result, offered } = await alone(job);
  return {
    ...runIdOf(job),
    seconds: (performance.now() - begin) / 1000,
    engineSteps: result.engineSteps,
    imaginedSteps: result.imaginedSteps ?? 0,
    stopReason: result.stopReason,
    dream: dreamIn(result),
    problems: result.problems ?? [],
    offered,
  };
}

/** By which a run is found again. */
export const runIdOf = ({ model, agent, seed, settings }: Omit<SearchJob, 'base'>) =>
  ({ kind: 'run', model, agent, seed, settings }) as const;

/** What a run promised, and what came of it. */
export const dreamIn = ({ dream }: Pick<SearchResult<unknown>, 'dream'>): RunRecord['dream'] =>
  dream ? { dreamed: dream.dreamed, real: dream.real } : null;

/** What it hands on, in its own order, then what else it saw, by price. */
async function alone({ base, prices, search, seed, seconds, limit }: SearchJob) {
  const env = createRewriteEnv({
    graph: base,
    rules,
    target,
    estimate: prices.estimate,
    growthLimit,
    shares: prices.shares,
  });
  const recorder = recordCheapest(env, limit);
  const result = await search(recorder.env, { seconds, seed, maxDepth, signal: null, onProgress: null });
  const own = result.candidates.filter(({ depth }) => depth > 0);
  const offered = distinct(
    [...own, ...recorder.best()].map((path) => () => offeredOf(path, prices)),
    [...own, ...recorder.best()].map(({ state }) => structuralHash(state.graph)),
    limit,
  );
  return { result, offered };
}

const offeredOf = (path: Path<RewriteState>, prices: FrozenPrices): OfferedGraph =>
  offer(path.state.graph, traceOf(path), prices);

export const offer = (graph: Graph, trace: readonly TraceStep[], prices: FrozenPrices): OfferedGraph => ({
  hash: structuralHash(graph),
  estimate: prices.estimate(graph),
  macs: graphCost(graph).macs,
  trace,
});

/** The first of each hash, at most `limit`. */
function distinct(
  makers: readonly (() => OfferedGraph)[],
  hashes: readonly string[],
  limit: number,
): OfferedGraph[] {
  const first = new Map<string, number>();
  hashes.forEach((hash, i) => {
    if (!first.has(hash) && first.size < limit) first.set(hash, i);
  });
  return [...first.values()].flatMap((i) => makers[i]?.() ?? []);
}
