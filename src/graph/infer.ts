import type { Graph } from './graph';
import { schemaOf } from './ops';
import type { Node, Value, ValueId } from './types';

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
  const version = graph.header.opsets.get(node.domain) ?? 1;
  const schema = schemaOf(node.domain, node.op, version);
  if (schema === null) return node.outputs.map(() => null);
  const value = (id: ValueId | null): Value | null => (id === null ? null : graph.value(id));
  return schema.infer({ node, version, inputs: node.inputs.map(value), captures: node.captures.map(value) });
}
