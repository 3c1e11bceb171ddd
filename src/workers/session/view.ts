import { type Graph, groupNodes, type Node, type NodeGroup, nodeCost } from '../../graph';
import { opFamily } from './opFamily';
import type { GraphView, ViewEdge, ViewGroup, ViewNode } from './protocol';
import { shapeText } from './typeText';

export const nodeKey = (id: number): string => `n${id}`;

/** What the canvas draws of a graph: plain data, without weights. */
export function viewOf(graph: Graph, step: number, shares: ReadonlyMap<number, number>): GraphView {
  const groupOf = new Map<number, string>();
  const groups: ViewGroup[] = [];
  const { root, helpers } = groupNodes(graph);
  listGroups(root, null, null, groups);
  cardsOf(root, null, groupOf);
  const nodes: ViewNode[] = [];
  const edges: ViewEdge[] = [];
  graph.inputs.forEach((id, i) => {
    const value = graph.value(id);
    if (value.constant === null) nodes.push(endpoint(`i${i}`, 'input', value.name, shapeOf(graph, id)));
  });
  for (const value of graph.values()) {
    // What a subgraph reads of the graph around it.
    if (value.capture !== null && graph.uses(value.id).length > 0)
      nodes.push(endpoint(`c${value.capture}`, 'input', value.name, shapeOf(graph, value.id)));
  }
  for (const node of graph.nodes()) {
    const group = groupOf.get(node.id) ?? null;
    nodes.push({
      ...viewNode(graph, node, group, shares.get(node.id) ?? null),
      hidden: helpers.has(node.id),
    });
    const sources = [...node.inputs, ...node.captures];
    sources.forEach((input, slot) => {
      if (input === null) return;
      const from = sourceOf(graph, input);
      if (from === null) return;
      const to = nodeKey(node.id);
      edges.push({ id: `${from}-${to}-${slot}`, from, to, shape: shapeOf(graph, input) });
    });
  }
  graph.outputs.forEach((id, i) => {
    nodes.push(endpoint(`o${i}`, 'output', graph.value(id).name, shapeOf(graph, id)));
    const from = sourceOf(graph, id);
    if (from !== null) edges.push({ id: `${from}-o${i}`, from, to: `o${i}`, shape: shapeOf(graph, id) });
  });
  return { step, nodes, edges, groups };
}

function viewNode(graph: Graph, node: Node, group: string | null, share: number | null): ViewNode {
  const cost = nodeCost(graph, node);
  const [output = null] = node.outputs;
  return {
    id: nodeKey(node.id),
    kind: 'node',
    op: node.op,
    domain: node.domain,
    name: node.name,
    family: opFamily(node.op),
    shape: output === null ? '' : shapeOf(graph, output),
    hidden: false,
    share,
    macs: cost?.macs ?? 0,
    bytes: (cost?.bytesRead ?? 0) + (cost?.bytesWritten ?? 0),
    group,
    subgraphs: [...node.attrs].flatMap(([name, attr]) => (attr.kind === 'graph' ? [name] : [])),
  };
}

const endpoint = (id: string, kind: 'input' | 'output', name: string, shape: string): ViewNode => ({
  id,
  kind,
  op: kind === 'input' ? 'Input' : 'Output',
  domain: '',
  name,
  family: 'other',
  shape,
  hidden: false,
  share: null,
  macs: 0,
  bytes: 0,
  group: null,
  subgraphs: [],
});

function sourceOf(graph: Graph, id: Graph['inputs'][number]): string | null {
  const value = graph.value(id);
  if (value.producer !== null) return nodeKey(value.producer);
  if (value.capture !== null) return `c${value.capture}`;
  const input = graph.inputs.indexOf(id);
  return input < 0 || value.constant !== null ? null : `i${input}`;
}

/** The shape of a value as people write it; the kind of what has none. */
export function shapeOf(graph: Graph, id: Graph['inputs'][number]): string {
  const { type } = graph.value(id);
  return type?.kind === 'tensor' || type?.kind === 'sparse' ? shapeText(type.shape) : (type?.kind ?? '?');
}

/**
 * Groups as a list. A run of equal groups is no card of its own here: its members carry its id as their key, and the
 * canvas folds what is alike. The root is the whole graph.
 */
function listGroups(group: NodeGroup, parent: string | null, key: string | null, into: ViewGroup[]): void {
  const own = group.kind === 'scope' || group.kind === 'block' ? group.id : parent;
  if (own !== parent && own !== null) into.push({ id: own, label: group.label, parent, repeatKey: key });
  for (const child of group.children) {
    const alike = child.repeatCount > 1 ? (child.repeatOf ?? child.id) : null;
    listGroups(child, own, group.kind === 'repeat' ? group.id : alike, into);
  }
}

/** The innermost card of each node: runs are passed over. */
function cardsOf(group: NodeGroup, card: string | null, into: Map<number, string>): void {
  const own = group.kind === 'scope' || group.kind === 'block' ? group.id : card;
  if (own !== null) for (const node of group.nodes) into.set(node, own);
  for (const child of group.children) cardsOf(child, own, into);
}
