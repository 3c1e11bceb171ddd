import type { Graph, ValueId } from '../../../graph';
import type { GraphView } from '../graph/protocol';
import { nodeIdOf } from '../play';
import { ownId, subgraphAt, subgraphView } from '../subgraphs';
import { shapeOf, viewOf } from '../view';
import type { FindEntry, LabelledWay } from './protocol';

/** All that can be looked for in a graph and in the subgraphs of its nodes. */
export function findIndex(graph: Graph, step: number): FindEntry[] {
  const entries: FindEntry[] = [];
  collect(graph, step, [], entries);
  return entries;
}

function collect(outermost: Graph, step: number, inside: LabelledWay, into: FindEntry[]): void {
  const graph = subgraphAt(outermost, inside);
  const view = inside.length === 0 ? viewOf(graph, step, new Map()) : subgraphView(outermost, step, inside);
  const groupsOf = groupChains(view);
  const way = inside.map(({ label }) => label);
  for (const node of view.nodes) {
    const around = groupsOf(node.group);
    into.push({
      node,
      inside,
      groups: around.map(({ id }) => id),
      path: [...way, ...around.map(({ label }) => label).reverse()],
      ...(node.kind === 'node' ? valuesOf(graph, ownId(node.id)) : { values: [], inputs: [] }),
    });
    for (const attr of node.subgraphs)
      collect(outermost, step, [...inside, { node: node.id, attr, label: `${node.op} ${attr}` }], into);
  }
}

/** The groups around a node from the inside out, once for each innermost group. */
function groupChains({ groups }: GraphView) {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const known = new Map<string | null, GraphView['groups']>([[null, []]]);
  return (id: string | null): GraphView['groups'] => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const chain: GraphView['groups'][number][] = [];
    for (let at = id; at !== null; ) {
      const group = byId.get(at);
      if (group === undefined) break;
      chain.push(group);
      at = group.parent;
    }
    known.set(id, chain);
    return chain;
  };
}

function valuesOf(graph: Graph, id: string): Pick<FindEntry, 'values' | 'inputs'> {
  const node = graph.node(nodeIdOf(id));
  const given = node.inputs.filter((input): input is ValueId => input !== null);
  const names = [...node.outputs, ...given].flatMap((value) =>
    value === null ? [] : [graph.value(value).name],
  );
  return {
    values: [...new Set(names)].filter((name) => name !== ''),
    inputs: given.map((value) => shapeOf(graph, value)).filter((shape) => shape !== ''),
  };
}
