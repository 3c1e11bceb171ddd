import type { Observation } from '../env/observation';
import { tf } from '../nn';
import { edgeFeatureCount } from './observed';

/** Several observations as one graph of many components, on the device. Dispose it. */
export interface GraphBatch {
  readonly size: number;
  /** `[nodes]`, int32. */
  readonly operators: tf.Tensor1D;
  /** `[nodes, nodeFeatures]`. */
  readonly features: tf.Tensor2D;
  /** The third of the features by itself, share of the runtime, `[nodes, 1]`. */
  readonly share: tf.Tensor2D;
  /** 1 / nodes of the own graph, `[nodes, 1]`. */
  readonly weight: tf.Tensor2D;
  /** Producer, consumer and feature of each edge. `[edges]`, `[edges]` int32, `[edges, edgeFeatures]`. */
  readonly from: tf.Tensor1D;
  readonly to: tf.Tensor1D;
  readonly edge: tf.Tensor2D;
  /** The graph of each node, `[nodes]`, int32. */
  readonly graph: tf.Tensor1D;
  /** `[size, totals]`. */
  readonly totals: tf.Tensor2D;
  /** log(1 + sites) per rule, `[size, rules]`. */
  readonly sites: tf.Tensor2D;
  /** First row of each graph's nodes, and their number in all as the last entry. */
  readonly offsets: readonly number[];
}

/** log(1 + sites) of a state, in the first `rules` places; a longer list of rules is cut. */
export function logSites(counts: ArrayLike<number>, rules: number): Float32Array {
  return Float32Array.from({ length: rules }, (_, rule) => Math.log1p(counts[rule] ?? 0));
}

/** Operators that the model does not know are its operator 0. */
export function graphBatch(
  observations: readonly Observation[],
  { rules, operators: known }: { readonly rules: number; readonly operators: number },
): GraphBatch {
  const size = observations.length;
  const offsets = [0];
  let edges = 0;
  for (const seen of observations) {
    offsets.push((offsets.at(-1) ?? 0) + seen.operators.length);
    edges += seen.edges.length / 2;
  }
  const n = offsets.at(-1) ?? 0;
  const width = (observations[0]?.nodes.length ?? 0) / Math.max(1, observations[0]?.operators.length ?? 1);
  const totals = observations[0]?.totals.length ?? 0;
  const ops = new Int32Array(n);
  const features = new Float32Array(n * width);
  const share = new Float32Array(n);
  const weight = new Float32Array(n);
  const graph = new Int32Array(n);
  const from = new Int32Array(edges);
  const to = new Int32Array(edges);
  const edge = new Float32Array(edges * edgeFeatureCount);
  const total = new Float32Array(size * totals);
  const sites = new Float32Array(size * rules);
  let e = 0;
  observations.forEach((seen, k) => {
    const first = offsets[k] ?? 0;
    const count = seen.operators.length;
    for (let i = 0; i < count; i++) {
      const op = seen.operators[i] ?? 0;
      ops[first + i] = op < known ? op : 0;
      share[first + i] = seen.nodes[i * width + 2] ?? 0;
      weight[first + i] = 1 / count;
      graph[first + i] = k;
    }
    features.set(seen.nodes, first * width);
    edge.set(seen.edgeFeatures, e * edgeFeatureCount);
    for (let i = 0; i < seen.edges.length / 2; i++, e++) {
      from[e] = first + (seen.edges[2 * i] ?? 0);
      to[e] = first + (seen.edges[2 * i + 1] ?? 0);
    }
    total.set(seen.totals, k * totals);
    sites.set(logSites(seen.counts, rules), k * rules);
  });
  return {
    size,
    operators: tf.tensor1d(ops, 'int32'),
    features: tf.tensor2d(features, [n, width]),
    share: tf.tensor2d(share, [n, 1]),
    weight: tf.tensor2d(weight, [n, 1]),
    from: tf.tensor1d(from, 'int32'),
    to: tf.tensor1d(to, 'int32'),
    edge: tf.tensor2d(edge, [edges, edgeFeatureCount]),
    graph: tf.tensor1d(graph, 'int32'),
    totals: tf.tensor2d(total, [size, totals]),
    sites: tf.tensor2d(sites, [size, rules]),
    offsets,
  };
}

export function disposeBatch(batch: GraphBatch): void {
  const { operators, features, share, weight, from, to, edge, graph, totals, sites } = batch;
  tf.dispose([operators, features, share, weight, from, to, edge, graph, totals, sites]);
}

/** How many features observations like this one have. */
export const featureCounts = ({
  nodes,
  operators,
  totals,
}: Observation): {
  readonly nodeFeatures: number;
  readonly edgeFeatures: number;
  readonly totals: number;
} => ({
  nodeFeatures: nodes.length / Math.max(1, operators.length),
  edgeFeatures: edgeFeatureCount,
  totals: totals.length,
});

/** Two nodes with one edge and one site, for making a model's parameters. */
export function tinyGraph(config: {
  readonly nodeFeatures: number;
  readonly totals: number;
  readonly rules: number;
}): Observation {
  return {
    operators: new Uint16Array(2),
    nodes: new Float32Array(2 * config.nodeFeatures),
    edges: Uint16Array.of(0, 1),
    edgeFeatures: new Float32Array(edgeFeatureCount),
    totals: new Float32Array(config.totals),
    counts: new Uint16Array(config.rules).fill(1, 0, 1),
    anchors: new Uint16Array(1),
  };
}
