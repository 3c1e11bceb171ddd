import { Graph } from '../graph';

/** The same graph with each node named for its id, as `n7`: what ORT keeps of a name in its profile tells the node. */
export function withLabels(graph: Graph): Graph {
  let { nodes } = graph.parts;
  for (const node of graph.nodes()) nodes = nodes.set(node.id, { ...node, name: `n${node.id}` });
  return new Graph({ ...graph.parts, nodes });
}
