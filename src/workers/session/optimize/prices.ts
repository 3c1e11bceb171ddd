import { createEstimator, openCostStore, type Runtime, scopeOf } from '../../../bench';
import type { Prices } from './findCandidates';

/** Prices from operators timed on this machine; the table is kept between visits. */
export async function createPrices(runtime: Runtime, seed: number, signal: AbortSignal): Promise<Prices> {
  const store = openCostStore();
  const table = await store.load(scopeOf(await runtime.info()));
  const estimator = createEstimator(table);
  return {
    estimate: (graph) => Math.max(estimator.ms(graph), 1e-6),
    unknown: (graphs) => new Set(graphs.flatMap((graph) => estimator.estimate(graph).unknownKeys)).size,
    fill: async (graphs, seconds, onProgress) => {
      const timed = await estimator
        .fill(graphs, {
          runtime,
          budgetMs: seconds * 1000,
          seed,
          signal,
          ...(onProgress ? { onProgress } : {}),
        })
        .catch((thrown: unknown) => {
          // Stop ends the timing; what was timed until then is kept.
          if (signal.aborted) return 1;
          throw thrown;
        });
      if (timed > 0) await store.save(table);
    },
    table: () => table.export(),
    calibrate: (graph, ms) => estimator.calibrate(graph, ms),
    shares: (graph) => estimator.shares(graph),
  };
}
