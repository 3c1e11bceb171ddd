import type { Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { intAttr, reducedAxes } from './read';

/** The Reduce family: each fibre along the reduced axes becomes one element. */
export const reductions: readonly string[] = [
  'ReduceMean',
  'ReduceSum',
  'ReduceMax',
  'ReduceMin',
  'ReduceProd',
  'ReduceL1',
  'ReduceL2',
  'ReduceLogSum',
  'ReduceLogSumExp',
  'ReduceSumSquare',
];

export const keepsAxes = (node: Node): boolean => intAttr(node, 'keepdims', 1) === 1;

/** Normalised axes of a reduction that reduces something; null when they are not known or there are none. */
export function someReducedAxes(graph: Graph, node: Node): readonly number[] | null {
  const axes = reducedAxes(graph, node);
  return axes === null || axes.length === 0 ? null : axes;
}

/** The same reduction of another value, over other axes. */
export const reduceLike = (
  b: Builder,
  node: Node,
  x: ValueId,
  axes: readonly number[],
  keepdims = keepsAxes(node),
): ValueId => b.reduce(node.op, x, axes, keepdims);

/** The place of an axis once reduced ones are gone; the axis itself where they are kept. */
export const axisBehind = (axis: number, axes: readonly number[], keepdims: boolean): number =>
  keepdims ? axis : axis - axes.filter((reduced) => reduced < axis).length;
