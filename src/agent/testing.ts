import { createCostTable, createEstimator } from '../bench';
import type { DummyState } from '../env/dummyEnv';
import type { Action } from '../env/environment';
import type { Observation, ObservedEnvironment } from '../env/observation';
import { createRewriteEnv, type RewriteState } from '../env/rewriteEnv';
import type { Graph } from '../graph';
import { type Rule, rules } from '../transforms';
import type { Imagination, Imagined } from './imagination';

/** An imagined position of the dummy environment. */
export interface DummyDream extends Imagined {
  readonly at: number;
  readonly first: number;
}

/**
 * For tests: a world model of the dummy environment that makes no mistake. Its latent is the position, one-hot, so that
 * what a policy learns in it is the learner's doing alone.
 */
export function exactDreams(env: ObservedEnvironment<DummyState>, length: number): Imagination<DummyDream> {
  const imagine = (at: number, first: number, depth: number): DummyDream => {
    const logRatio = Math.log(env.cost({ at }) / env.cost({ at: first }));
    const latent = new Float32Array(length + 1);
    latent[at] = 1;
    const counts = env.counts({ at });
    return {
      at,
      first,
      depth,
      samples: 1,
      latent,
      counts,
      logRatios: Float32Array.of(logRatio),
      logRatio,
      disagreement: 0,
      end: 0,
    };
  };
  return {
    kind: 'exact',
    rules: env.rules.length,
    // Of the chain of positions, the one where the player is has operator 1.
    encode: async (observations: readonly Observation[]) =>
      observations.map(({ operators }) => imagine(operators.indexOf(1), operators.indexOf(1), 0)),
    step: async (states: readonly DummyDream[], actions: readonly Action[]) =>
      states.map(({ at, first, depth }, i) =>
        imagine(at + (actions[i]?.rule === 0 ? 1 : -1), first, depth + 1),
      ),
  };
}

/** For tests: the rewrite environment of a graph, priced by the formula of the analytic cost model, without a measurement. */
export function pricedEnv(
  graph: Graph,
  {
    growthLimit = 3,
    played = rules,
  }: { readonly growthLimit?: number; readonly played?: readonly Rule[] } = {},
): ObservedEnvironment<RewriteState> {
  const scope = { ep: 'wasm', threads: 1, adapter: 'none', runtime: 'analytic' } as const;
  const estimator = createEstimator(createCostTable(scope));
  return createRewriteEnv({
    graph,
    rules: played,
    target: { provider: 'wasm', standardOpsOnly: true },
    estimate: (g) => estimator.ms(g),
    growthLimit,
    shares: (g) => estimator.shares(g),
  });
}
