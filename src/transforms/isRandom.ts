import type { Graph, Node } from '../graph';
import { schemaOf } from '../graph/ops';
import { intAttr, scalar } from './read';

/** Whether an operator may give something else each time. Dropout draws its mask where it trains, which an input says. */
export function isRandom(graph: Graph, node: Node): boolean {
  const opset = graph.header.opsets.get(node.domain) ?? 1;
  if (schemaOf(node.domain, node.op, opset)?.deterministic === false) return true;
  if (node.domain !== '' || node.op !== 'Dropout') return false;
  if (opset < 7) return intAttr(node, 'is_test', 0) === 0;
  const training = node.inputs[2] ?? null;
  return training !== null && scalar(graph, training) !== 0;
}
