import type { Graph, Node } from '../graph';
import { intAttr, normalAxis, rankOf, shapeOf } from './read';

/** First normalised axis of a LayerNormalization, and the sizes of those it normalises; null when not known. */
export function normalised(graph: Graph, node: Node): { axis: number; sizes: readonly number[] } | null {
  const rank = rankOf(graph, node.inputs[0]);
  if (rank === null) return null;
  const axis = normalAxis(intAttr(node, 'axis', -1), rank);
  const sizes = axis === null ? null : shapeOf(graph, node.inputs[0])?.slice(axis);
  if (axis === null || !sizes?.every((size): size is number => typeof size === 'number')) return null;
  return { axis, sizes };
}

/** Whether the mean or the deviation that the operator may give are asked for. */
export const statisticsUsed = (graph: Graph, node: Node): boolean =>
  node.outputs.slice(1).some((id) => id !== null && (graph.isOutput(id) || graph.uses(id).length > 0));

/** Whether a constant of this shape broadcasts over the normalised axes only. */
export function spansOnly(shape: readonly number[], sizes: readonly number[]): boolean {
  const offset = sizes.length - shape.length;
  return shape.every((dim, i) => dim === 1 || (offset + i >= 0 && dim === sizes[offset + i]));
}
