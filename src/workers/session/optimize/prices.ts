import type { Runtime } from '../../../bench';
import { type Graph, nodeCost } from '../../../graph';
import type { Target } from '../protocol';
import type { Prices } from './findCandidates';

/** Prices from arithmetic and traffic alone. */
export async function createPrices(_runtime: Runtime, _target: Target): Promise<Prices> {
  return {
    estimate: (graph: Graph) => {
      let ms = 0;
      for (const node of graph.nodes()) {
        const cost = nodeCost(graph, node);
        if (cost !== null) ms += cost.macs / 2e7 + (cost.bytesRead + cost.bytesWritten) / 1e7 + 0.002;
      }
      return Math.max(ms, 1e-6);
    },
    unknown: () => 0,
    fill: async () => {},
  };
}
