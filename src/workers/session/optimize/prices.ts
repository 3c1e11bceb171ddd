import { createEstimator, type Runtime, scopeOf } from '../../../bench';
import type { KeptTimes } from '../operators/keptTimes';
import type { Prices } from './findCandidates';

/**
 * Prices from operators timed on this machine.
 * @param keep the times may outlive the tab
 * @param hidden see `FillOptions`
 */
export async function createPrices(
  runtime: Runtime,
  seed: number,
  signal: AbortSignal,
  times: Pick<KeptTimes, 'load' | 'save'>,
  keep: boolean,
  hidden?: () => boolean,
): Promise<Prices> {
  const table = await times.load(scopeOf(await runtime.info()));
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
          ...(hidden ? { hidden } : {}),
          ...(onProgress ? { onProgress } : {}),
        })
        .catch(async (thrown: unknown) => {
          // Stop ends the timing, as does a GPU that goes away; what was timed until then is kept.
          if (signal.aborted) return 1;
          await times.save(table, keep);
          throw thrown;
        });
      if (timed > 0) await times.save(table, keep);
    },
    table: () => table.export(),
    calibrate: (graph, ms) => estimator.calibrate(graph, ms),
    shares: (graph) => estimator.shares(graph),
  };
}
