import { CodedError } from '../../core';
import type { Graph } from '../../graph';
import { nodeIdOf } from './play';
import type { GraphView, Inside } from './protocol';
import { viewOf } from './view';

/** The subgraph that a way leads to; the graph itself for an empty one. @throws CodedError STATE_GONE */
export function subgraphAt(graph: Graph, inside: Inside): Graph {
  return inside.reduce((around, { node, attr }) => {
    const found = around.node(nodeIdOf(ownId(node))).attrs.get(attr);
    if (found?.kind !== 'graph') throw new CodedError('STATE_GONE', `There is no subgraph ${attr} any more.`);
    return found.value;
  }, graph);
}

/** An id of a subgraph's view without its prefix. */
export const ownId = (id: string): string => id.slice(id.lastIndexOf('|') + 1);

/** What the canvas draws of a subgraph. */
export function subgraphView(graph: Graph, step: number, inside: Inside): GraphView {
  const view = viewOf(subgraphAt(graph, inside), step, new Map());
  const prefix = `${inside.map(({ node, attr }) => `${ownId(node)}.${attr}`).join('/')}|`;
  const within = (id: string): string => prefix + id;
  const maybe = (id: string | null): string | null => (id === null ? null : within(id));
  return {
    step,
    inside,
    nodes: view.nodes.map((node) => ({ ...node, id: within(node.id), group: maybe(node.group) })),
    edges: view.edges.map((edge) => ({
      ...edge,
      id: within(edge.id),
      from: within(edge.from),
      to: within(edge.to),
    })),
    groups: view.groups.map((group) => ({
      ...group,
      id: within(group.id),
      parent: maybe(group.parent),
      repeatKey: maybe(group.repeatKey),
    })),
  };
}
