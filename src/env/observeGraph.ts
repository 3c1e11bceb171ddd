import type { Graph, Node, NodeCost, NodeId, TensorType } from '../graph';
import { isFloat, isInteger, nodeCost } from '../graph';
import type { SiteTable } from '../transforms';
import { siteLimit } from './environment';
import { nodeFeatureCount, type Observation, quantise } from './observation';
import { operatorNumber } from './operatorVocabulary';

/** Each node's share of a graph's runtime; nodes that are left out have none. */
export type Shares = (graph: Graph) => ReadonlyMap<NodeId, number>;

const none: NodeCost = { macs: 0, flops: 0, bytesRead: 0, bytesWritten: 0, params: 0 };
const log2p = (x: number): number => Math.log2(1 + x);
const smallestShare = 2 ** -16;

/** Relative weights of work and traffic where no runtime is known: as many picoseconds a FLOP as a byte. */
const guess = (cost: NodeCost): number => cost.flops + cost.bytesRead + cost.bytesWritten + 1000;

/** A graph with its legal sites as arrays for a network. @see Observation */
export function observeGraph(
  graph: Graph,
  table: SiteTable,
  rules: number,
  shares: Shares | null,
): Observation {
  const order = graph.topological();
  const n = order.length;
  const costs = order.map((id) => nodeCost(graph, graph.node(id)) ?? none);
  const share = sharesOf(graph, order, costs, shares);
  const operators = new Uint16Array(n);
  const nodes = new Float32Array(n * nodeFeatureCount);
  const edges: number[] = [];
  const edgeFeatures: number[] = [];
  const depth = new Int32Array(n);
  order.forEach((id, row) => {
    const node = graph.node(id);
    operators[row] = operatorNumber(node.domain, node.op);
    for (const input of [...node.inputs, ...node.captures]) {
      const from = graph.producer(input);
      if (from === null || input === null) continue;
      const fromRow = graph.rank(from.id);
      depth[row] = Math.max(depth[row] ?? 0, (depth[fromRow] ?? 0) + 1);
      edges.push(fromRow, row);
      edgeFeatures.push(...featuresOfEdge(tensorOf(graph, input)));
    }
  });
  const deepest = Math.max(1, ...depth);
  let flops = 0;
  let moved = 0;
  let params = 0;
  order.forEach((id, row) => {
    const cost = costs[row] ?? none;
    flops += cost.flops;
    moved += cost.bytesRead + cost.bytesWritten;
    params += cost.params;
    const place = n > 1 ? row / (n - 1) : 0;
    const node = graph.node(id);
    const features = [
      ...featuresOf(graph, node, cost, share[row] ?? 0),
      place,
      (depth[row] ?? 0) / deepest,
      cost.params > 0 ? 1 : 0,
      log2p(consumers(graph, node)) / 4,
      node.outputs.some((out) => out !== null && graph.isOutput(out)) ? 1 : 0,
      Math.log2(groupsOf(node)) / 8,
      log2p(windowOf(graph, node)) / 8,
      log2p(cost.params) / 16,
    ];
    nodes.set(features.map(quantise), row * nodeFeatureCount);
  });
  const totals = [
    log2p(n) / 8,
    log2p(edges.length / 2) / 8,
    log2p(flops) / 32,
    log2p(moved) / 32,
    log2p(params) / 32,
    Math.max(0, ...share),
  ];
  return {
    operators,
    nodes,
    edges: Uint16Array.from(edges),
    edgeFeatures: Float32Array.from(edgeFeatures),
    totals: Float32Array.from(totals, quantise),
    ...sitesOf(graph, table, rules),
  };
}

function sitesOf(graph: Graph, table: SiteTable, rules: number): Pick<Observation, 'counts' | 'anchors'> {
  const counts = new Uint16Array(rules);
  const anchors: number[] = [];
  for (let rule = 0; rule < rules; rule++) {
    const sites = table.sites(rule).slice(0, siteLimit);
    counts[rule] = sites.length;
    for (const site of sites) anchors.push(graph.rank(site.anchor));
  }
  return { counts, anchors: Uint16Array.from(anchors) };
}

function sharesOf(
  graph: Graph,
  order: readonly NodeId[],
  costs: readonly NodeCost[],
  shares: Shares | null,
): Float64Array {
  if (shares !== null) {
    const known = shares(graph);
    return Float64Array.from(order, (id) => known.get(id) ?? 0);
  }
  const weights = costs.map(guess);
  const total = weights.reduce((a, b) => a + b, 0);
  return Float64Array.from(weights, (weight) => weight / total);
}

/** The first seven features: what the node itself says. */
function featuresOf(graph: Graph, node: Node, cost: NodeCost, share: number): number[] {
  const [first] = node.outputs;
  const type = first === undefined || first === null ? null : tensorOf(graph, first);
  return [
    log2p(cost.flops) / 16,
    log2p(cost.bytesRead + cost.bytesWritten) / 16,
    share,
    Math.log2(Math.max(smallestShare, share)) / 8,
    type !== null && isFloat(type.dtype) ? 1 : 0,
    type !== null && (isInteger(type.dtype) || type.dtype === 'bool') ? 1 : 0,
    (type?.shape?.length ?? 0) / 4,
  ];
}

/** What is known of the shape of what flows along an edge. @see edgeFeatureNames */
function featuresOfEdge(type: TensorType | null): number[] {
  const shape = type?.shape ?? [];
  const size = (axis: number): number => {
    const dim = shape.at(axis);
    return typeof dim === 'number' && axis < shape.length ? log2p(dim) / 16 : 0;
  };
  return [log2p(elements(type)) / 16, size(-1), size(-2), size(1)].map(quantise);
}

/** In how many parts a convolution keeps its channels apart; 1 for all else. */
function groupsOf({ attrs }: Node): number {
  const group = attrs.get('group');
  return group?.kind === 'int' ? Math.max(1, Number(group.value)) : 1;
}

/** Elements of the window that a convolution or pooling looks through; 0 where there is none. */
function windowOf(graph: Graph, { op, attrs, inputs }: Node): number {
  const kernel = attrs.get('kernel_shape');
  const [, weights = null] = inputs;
  const sizes =
    kernel?.kind === 'ints'
      ? kernel.value.map(Number)
      : op.includes('Conv') && weights !== null
        ? (tensorOf(graph, weights)?.shape ?? []).slice(2)
        : [];
  return sizes.length === 0
    ? 0
    : sizes.reduce<number>((product, size) => product * (typeof size === 'number' ? size : 1), 1);
}

const consumers = (graph: Graph, node: Node): number =>
  node.outputs.reduce((sum, out) => sum + (out === null ? 0 : graph.uses(out).length), 0);

function tensorOf(graph: Graph, id: Parameters<Graph['value']>[0]): TensorType | null {
  const { type } = graph.value(id);
  return type?.kind === 'tensor' ? type : null;
}

const elements = (type: TensorType | null): number =>
  type?.shape?.reduce<number>((product, dim) => product * (typeof dim === 'number' ? dim : 1), 1) ?? 0;
