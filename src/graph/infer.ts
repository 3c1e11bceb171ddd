import type { Graph } from './graph';
import { inferOne, scopeOf } from './inferPass';
import type { Node, Value } from './types';

/** What inference says of one output. */
export interface Inferred {
  readonly type: Value['type'];
  readonly known: Value['known'];
}

/**
 * Types and known contents of a node's outputs, from its inputs in `graph`; an operator nobody knows gives nulls.
 * @throws CodedError GRAPH_BAD_TYPE when the operator's specification does not allow these inputs.
 */
export function inferNode(graph: Graph, node: Node): readonly (Inferred | null)[] {
  return inferOne(node, scopeOf(graph), (id) => graph.value(id), null);
}
