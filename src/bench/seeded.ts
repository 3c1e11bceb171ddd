import { hashString } from '../core';
import { Graph, type Node, schemaOf } from '../graph';

const draws = ({ header }: Graph, { domain, op }: Node): boolean =>
  schemaOf(domain, op, header.opsets.get(domain) ?? 1)?.deterministic === false;

/** Whether a graph draws numbers, in subgraphs too. */
export const drawsNumbers = (graph: Graph): boolean =>
  [...graph.nodes()].some(
    (node) =>
      draws(graph, node) ||
      [...node.attrs.values()].some((attr) => attr.kind === 'graph' && drawsNumbers(attr.value)),
  );

/** Seeds are floats, of which these are whole. */
const mostSeeds = 2 ** 23;

/**
 * The graph with a seed in every operator that draws numbers and has none, subgraphs included: without one ORT takes the process
 * and the node's place in the graph. It is made of the operator's own number, which a rewrite keeps of what it leaves alone.
 * @param inside the numbers of the nodes around a subgraph
 */
export function withSeeds(graph: Graph, inside = ''): Graph {
  let { nodes } = graph.parts;
  for (const node of graph.nodes()) {
    const own = `${inside}/${node.id}`;
    const attrs = new Map(node.attrs);
    for (const [key, attr] of node.attrs)
      if (attr.kind === 'graph' && drawsNumbers(attr.value))
        attrs.set(key, { ...attr, value: withSeeds(attr.value, `${own}/${key}`) });
    if (draws(graph, node) && !attrs.has('seed'))
      attrs.set('seed', { kind: 'float', value: 1 + (hashString(own) % mostSeeds) });
    else if ([...attrs].every(([key, attr]) => node.attrs.get(key) === attr)) continue;
    nodes = nodes.set(node.id, { ...node, attrs });
  }
  return nodes === graph.parts.nodes ? graph : new Graph({ ...graph.parts, nodes });
}
