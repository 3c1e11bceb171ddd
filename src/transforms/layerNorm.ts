import { must } from '../core';
import type { Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import type { Match } from './match';
import { floatAttr, intAttr, normalAxis, rankOf, shapeOf } from './read';

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

/**
 * A matched LayerNormalization (`x`, `scale`, `shift`, node `norm`) by its parts; `variance` of the centred value over the
 * normalised axes, which it keeps.
 */
export function writtenOut(
  m: Match,
  b: Builder,
  variance: (centred: ValueId, axes: readonly number[]) => ValueId,
): ValueId {
  const x = m.value('x');
  const { axis } = must(normalised(b.graph, m.node('norm')), 'axes');
  const rank = must(rankOf(b.graph, x), 'rank');
  const axes = Array.from({ length: rank - axis }, (_, i) => axis + i);
  const centred = b.node('Sub', [x, b.reduce('ReduceMean', x, axes, true)]);
  const spread = variance(centred, axes);
  const epsilon = b.scalar('float32', floatAttr(m.node('norm'), 'epsilon', 1e-5));
  const deviation = b.node('Sqrt', [b.node('Add', [spread, epsilon])]);
  const scaled = b.node('Mul', [b.node('Div', [centred, deviation]), m.value('scale')]);
  const shift = m.find('shift');
  return shift === null ? scaled : b.node('Add', [scaled, shift]);
}
