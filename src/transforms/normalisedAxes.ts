import type { Graph, Node } from '../graph';
import { intAttr, normalAxis, rankOf } from './read';

const layerNormalizations: readonly string[] = [
  'LayerNormalization',
  'RMSNormalization',
  'SimplifiedLayerNormalization',
];

/**
 * Axes over which a Softmax, LogSoftmax, Hardmax or LayerNormalization (RMSNormalization) normalises together. The first
 * three flatten their axis and all after it before opset 13; the others always do.
 */
export function normalisedAxes(graph: Graph, node: Node, opset: number): readonly number[] | null {
  const rank = rankOf(graph, node.inputs[0]);
  if (rank === null) return null;
  const layer = layerNormalizations.includes(node.op);
  const flattens = layer || opset < 13;
  const given = intAttr(node, 'axis', !layer && opset < 13 ? 1 : -1);
  // Axis = rank flattens to rows of one element.
  if (flattens && given === rank) return [];
  const axis = normalAxis(given, rank);
  if (axis === null) return null;
  return flattens ? Array.from({ length: rank - axis }, (_, i) => axis + i) : [axis];
}
