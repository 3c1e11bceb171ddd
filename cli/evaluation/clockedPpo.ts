import { modelFreeByMeasuring } from '../../src/agent/modelFree';
import type { Path } from '../../src/agent/search';
import { createRandom } from '../../src/core';
import { createRewriteEnv, type RewriteState } from '../../src/env/rewriteEnv';
import { graphCost, structuralHash } from '../../src/graph';
import { rules } from '../../src/transforms';
import { clockedPpo } from './agents';
import { ledgerOf } from './ledger';
import { type Bench, measureGraphs } from './measuring';
import type { OfferedGraph, RunRecord } from './records';
import { growthLimit } from './searching';
import { target, traceOf } from './traces';
import { partsFrom } from './trainedAgents';

/**
 * Model-free PPO on the real environment with the clock as its only teacher: each graph at an episode's end is measured
 * once. Where it has converged it begins again from nothing, as long as that shows new graphs. What it offers is what it
 * measured, in that order. Null when the sitting ended before; what was measured is kept, so that the next sitting plays
 * the same again and goes on.
 */
export async function runClockedPpo(
  bench: Bench,
  seed: number,
  settings: string,
  measurements: number,
): Promise<RunRecord | null> {
  const begin = performance.now();
  await partsFrom().startNetworks();
  const env = createRewriteEnv({ graph: bench.lab.base, rules, target, estimate: () => 1, growthLimit });
  const ended = new AbortController();
  const asked = new Map<string, OfferedGraph>();
  let whole = true;
  const measure = async (ends: readonly Path<RewriteState>[]): Promise<(number | null)[]> => {
    const graphs = ends.map((path) => offer(path, bench.ms));
    const fresh: OfferedGraph[] = [];
    for (const graph of graphs) {
      if (asked.has(graph.hash) || asked.size >= measurements) continue;
      asked.set(graph.hash, graph);
      fresh.push(graph);
    }
    whole = whole && (await measureGraphs(bench, fresh));
    if (!whole || asked.size >= measurements) ended.abort();
    const { ratios, refused } = ledgerOf(bench.records.all, bench.model);
    return graphs.map(({ hash }) =>
      refused.has(hash) ? refusedCost : logOf(ratios.get(hash)?.ratio ?? null),
    );
  };
  const random = createRandom(seed);
  let [engineSteps, idle] = [0, 0];
  let stopReason: RunRecord['stopReason'] = 'converged';
  while (idle < mostIdle && !ended.signal.aborted) {
    const before = asked.size;
    const options = {
      seconds: Number.POSITIVE_INFINITY,
      seed: random.int(2 ** 31),
      maxDepth: 1500,
      signal: ended.signal,
      onProgress: null,
    };
    const result = await modelFreeByMeasuring(env, options, measure, { patience });
    engineSteps += result.engineSteps;
    stopReason = result.stopReason;
    idle = asked.size > before ? 0 : idle + 1;
  }
  if (!whole || bench.over()) return null;
  const { ratios } = ledgerOf(bench.records.all, bench.model);
  const best = Math.max(1, ...[...asked.keys()].map((hash) => ratios.get(hash)?.ratio ?? 1));
  bench.log(`${bench.model}: ${clockedPpo} ${seed} measured ${asked.size} graphs, best ×${best.toFixed(3)}`);
  return {
    kind: 'run',
    model: bench.model,
    agent: clockedPpo,
    seed,
    settings,
    seconds: (performance.now() - begin) / 1000,
    engineSteps,
    imaginedSteps: 0,
    stopReason,
    dream: null,
    problems: [],
    offered: [...asked.values()],
  };
}

/** It has converged after this many iterations (16 episodes each) without a faster graph. */
const patience = 20;
/** Beginnings in a row that showed nothing new. */
const mostIdle = 3;

/** Log of the runtime that a graph gets which does not run: as bad as one that takes e times as long. */
const refusedCost = 1;

const logOf = (speedup: number | null): number | null => (speedup === null ? null : -Math.log(speedup));

/** It saw no estimate: the original's runtime stands there. */
const offer = (path: Path<RewriteState>, estimate: number): OfferedGraph => ({
  hash: structuralHash(path.state.graph),
  estimate,
  macs: graphCost(path.state.graph).macs,
  trace: traceOf(path),
});
