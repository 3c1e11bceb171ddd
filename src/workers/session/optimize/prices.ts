import type { Runtime } from '../../../bench';
import { type Graph, type Node, nodeCost } from '../../../graph';
import type { Target } from '../protocol';
import type { Prices } from './findCandidates';

/** Prices from arithmetic and traffic alone. */
export async function createPrices(_runtime: Runtime, _target: Target): Promise<Prices> {
  // A node that stays as it was keeps its shapes, and so its price.
  const known = new WeakMap<Node, number>();
  const priceOf = (graph: Graph, node: Node): number => {
    const cost = nodeCost(graph, node);
    return cost === null ? 0 : cost.macs / 2e7 + (cost.bytesRead + cost.bytesWritten) / 1e7 + 0.002;
  };
  return {
    estimate: (graph: Graph) => {
      let ms = 0;
      for (const node of graph.nodes()) {
        const price = known.get(node) ?? priceOf(graph, node);
        known.set(node, price);
        ms += price;
      }
      return Math.max(ms, 1e-6);
    },
    unknown: () => 0,
    fill: async () => {},
  };
}
