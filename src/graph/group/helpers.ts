import type { Graph } from '../graph';
import { schemaOf } from '../ops';
import type { Node, NodeId, ValueId } from '../types';

const caches = new WeakMap<Graph, ReadonlySet<NodeId>>();

/**
 * Nodes whose results no run's data can change: constants, what is computed from constants alone (transposed weights,
 * tables of positions), and arithmetic on shapes. A drawing leaves them out until asked.
 */
export function helperNodes(graph: Graph): ReadonlySet<NodeId> {
  let helpers = caches.get(graph);
  if (helpers === undefined) {
    helpers = findHelpers(graph);
    caches.set(graph, helpers);
  }
  return helpers;
}

/** Whether a node is a constant or computes from constants and shapes alone. */
export const isShapeArithmetic = (graph: Graph, node: Node): boolean => helperNodes(graph).has(node.id);

const ofShapes: ReadonlySet<string> = new Set(['Shape', 'Size']);

function findHelpers(graph: Graph): Set<NodeId> {
  const helpers = new Set<NodeId>();
  const isFixed = (id: ValueId): boolean => {
    const value = graph.value(id);
    return value.constant !== null || (value.producer !== null && helpers.has(value.producer));
  };
  for (const id of graph.topological()) {
    const node = graph.node(id);
    if (node.outputs.some((output) => output !== null && graph.isOutput(output))) continue;
    const readsShape = node.domain === '' && ofShapes.has(node.op);
    const fixed =
      readsShape || [...node.inputs, ...node.captures].every((input) => input === null || isFixed(input));
    if (!fixed) continue;
    const schema = schemaOf(node.domain, node.op, graph.header.opsets.get(node.domain) ?? 1);
    if (schema === null ? node.inputs.length > 0 : schema.deterministic) helpers.add(id);
  }
  return helpers;
}
