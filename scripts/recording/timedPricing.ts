import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import {
  createCostTable,
  createEstimator,
  createLocalRuntime,
  type Estimator,
  importCostTable,
  scopeName,
  scopeOf,
} from '../../src/bench';
import { loadNodeEngine } from '../../src/bench/nodeEngine';
import { must } from '../../src/core';
import type { Episode } from '../../src/env/episode';
import type { Graph } from '../../src/graph';
import { bare, environmentOf, type Played, statesAlong } from './play';

export interface TimedPricing {
  readonly estimator: Estimator;
  /** The episodes of one model with observations and runtimes by operators that are timed for `seconds` at most. */
  reprice(graph: Graph, played: readonly Played[], seconds: number): Promise<Episode[]>;
}

/**
 * Prices of operators as they are timed on this machine, which should have little else to do.
 * @param file where the times are kept
 */
export async function timedPricing(file: string): Promise<TimedPricing> {
  const runtime = createLocalRuntime(await loadNodeEngine({ threads: 1 }));
  const scope = scopeOf(await runtime.info());
  const table = existsSync(file)
    ? importCostTable(JSON.parse(await readFile(file, 'utf8')))
    : createCostTable(scope);
  if (scopeName(table.scope) !== scopeName(scope))
    throw new Error(
      `${file} has times of ${scopeName(table.scope)}, and this is ${scopeName(scope)}: name another file`,
    );
  const estimator = createEstimator(table);
  return {
    estimator,
    async reprice(graph, played, seconds) {
      const env = environmentOf(graph, estimator);
      const ways = played.map(({ from, actions }) => statesAlong(env, from, actions));
      const graphs = [graph, ...ways.flatMap((way) => way.map((state) => state.graph))];
      await estimator.fill(graphs, { runtime, budgetMs: 1000 * seconds, seed: 1 });
      await writeFile(file, JSON.stringify(table.export()));
      return played.map((episode, k): Episode => {
        const way = must(ways[k], 'way');
        const costs = Float64Array.from(way, (state) => estimator.ms(state.graph));
        return { ...bare(episode), states: way.map(env.observe), costs };
      });
    },
  };
}
