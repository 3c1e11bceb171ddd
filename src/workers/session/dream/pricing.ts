import { createCostTable, createEstimator, type Estimator } from '../../../bench';
import type { Graph, NodeId } from '../../../graph';

/** What dreams and replays need of prices. */
export interface Pricing {
  /** Milliseconds. */
  estimate(graph: Graph): number;
  shares(graph: Graph): ReadonlyMap<NodeId, number>;
}

let formula: Estimator | null = null;

/** Prices by the formula alone, for a model whose operators have not been timed: what world models are trained on too. */
export function formulaPricing(): Pricing {
  formula ??= createEstimator(
    createCostTable({ ep: 'wasm', threads: 1, adapter: 'none', runtime: 'analytic' }),
  );
  const estimator = formula;
  return {
    estimate: (graph) => Math.max(estimator.ms(graph), 1e-6),
    shares: (graph) => estimator.shares(graph),
  };
}
