import type { Graph, Node } from '../graph';
import { intAttr, normalAxis, rankOf } from './read';

/**
 * Axes over which a Softmax, LogSoftmax, Hardmax or LayerNormalization normalises together. The first three flatten
 * their axis and all after it before opset 13; LayerNormalization always does.
 */
export function normalisedAxes(graph: Graph, node: Node, opset: number): readonly number[] | null {
  const rank = rankOf(graph, node.inputs[0]);
  if (rank === null) return null;
  const flattens = node.op === 'LayerNormalization' || opset < 13;
  const given = intAttr(node, 'axis', node.op !== 'LayerNormalization' && opset < 13 ? 1 : -1);
  // Axis = rank flattens to rows of one element.
  if (flattens && given === rank) return [];
  const axis = normalAxis(given, rank);
  if (axis === null) return null;
  return flattens ? Array.from({ length: rank - axis }, (_, i) => axis + i) : [axis];
}
