import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { greedy } from '../../src/agent/greedy';
import { playouts } from '../../src/agent/playouts';
import {
  type CostTable,
  createCostTable,
  createEstimator,
  type Estimator,
  importCostTable,
  type Runtime,
  scopeOf,
} from '../../src/bench';
import { CodedError } from '../../src/core';
import { createRewriteEnv } from '../../src/env/rewriteEnv';
import { type Graph, graphCost } from '../../src/graph';
import { rules } from '../../src/transforms';
import { playRecipe } from '../../src/transforms/playRecipe';
import { openingRecipes } from '../../src/transforms/recipes';
import type { FrozenPrices } from './searching';
import { target } from './traces';

export interface PricingOptions {
  readonly runtime: Runtime;
  readonly base: Graph;
  /** Where operator times are kept between sittings; null: nowhere. */
  readonly file: string | null;
  /** Seconds for timing operators, twice. */
  readonly seconds: number;
}

/** How many of a scout's best say which operators are worth timing, and its seconds at most. */
const scouted = 6;
const scoutSeconds = 2;

/**
 * Prices that all searches share. Operators of the original are timed, then twice those of what two scouts (greedy, playouts) and
 * the scripted sequences reach; after that the table is frozen, so that no search learns from another.
 */
export async function frozenPrices({
  runtime,
  base,
  file,
  seconds,
}: PricingOptions): Promise<FrozenPrices & { readonly ms: number }> {
  const scope = scopeOf(await runtime.info());
  const table = keptTable(file) ?? createCostTable(scope);
  const estimator = createEstimator(table);
  const fill = async (graphs: readonly Graph[]): Promise<void> => {
    const timed = await estimator.fill(graphs, { runtime, budgetMs: seconds * 1000, seed: 1 });
    if (timed === 0 || file === null) return;
    // Renamed into place, so that a process that is ended meanwhile leaves the table before.
    writeFileSync(`${file}.new`, JSON.stringify(table.export()));
    renameSync(`${file}.new`, file);
  };
  await fill([base]);
  // The second look goes where guesses of the first one's better prices lead.
  for (let look = 0; look < 2; look++) await fill(await scout(base, estimator, seconds));
  return {
    ms: estimator.ms(base),
    estimate: (graph) => Math.max(estimator.ms(graph), 1e-6),
    shares: (graph) => estimator.shares(graph),
    table: () => table.export(),
  };
}

async function scout(base: Graph, estimator: Estimator, seconds: number): Promise<readonly Graph[]> {
  const env = createRewriteEnv({
    graph: base,
    rules,
    target,
    estimate: (graph) => Math.max(estimator.ms(graph), 1e-6),
    growthLimit: 8,
  });
  const found: Graph[] = scripted(base).map(({ graph }) => graph);
  for (const search of [greedy, playouts()]) {
    const options = {
      seconds: Math.min(seconds, scoutSeconds),
      seed: 1,
      maxDepth: 1500,
      signal: null,
      onProgress: null,
    };
    const { candidates } = await search(env, options);
    found.push(...candidates.slice(0, scouted).map(({ state }) => state.graph));
  }
  return found;
}

/** What the scripted sequences of rules make of a model. */
export const scripted = (base: Graph): readonly { readonly graph: Graph; readonly macs: number }[] =>
  openingRecipes(target).flatMap((row) =>
    row.map((_, last) => {
      const { graph } = playRecipe(base, row.slice(0, last + 1).flat(), rules, target);
      return { graph, macs: graphCost(graph).macs };
    }),
  );

/** The table of earlier sittings; null where there is none, or one of another version, whose times are measured anew. */
function keptTable(file: string | null): CostTable | null {
  if (file === null || !existsSync(file)) return null;
  try {
    return importCostTable(JSON.parse(readFileSync(file, 'utf8')));
  } catch (thrown) {
    if (thrown instanceof CodedError) return null;
    throw thrown;
  }
}
