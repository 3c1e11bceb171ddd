import type { Constant, Dim, Graph, Node, ValueId } from '../graph';
import { literal } from '../graph/literal';
import type { Builder } from './builder';
import { shapeOf, sliceOf } from './read';

/** What a Slice takes of one axis, in its own numbers: valid for every tensor with the same extent on that axis. */
export interface Cut {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** A Slice's cuts, or null when they cannot be told. */
export function cutsOf(graph: Graph, slice: Node): readonly Cut[] | null {
  const spec = sliceOf(graph, slice);
  if (spec === null) return null;
  const { starts, ends, axes, steps } = spec;
  if (ends.length !== starts.length || axes.length !== starts.length || steps.length !== starts.length) {
    return null;
  }
  return starts.map((start, i) => ({
    axis: axes[i] ?? 0,
    start,
    end: ends[i] ?? 0,
    step: steps[i] ?? 1,
  }));
}

/** The cuts on other axes: `rename` gives the new axis. */
export const renamed = (cuts: readonly Cut[], rename: (axis: number) => number): readonly Cut[] =>
  cuts.map((cut) => ({ ...cut, axis: rename(cut.axis) }));

/**
 * The cuts that an operand of a broadcasting operator needs when the result (of shape `whole`) is cut: none on axes that
 * it lacks or broadcasts from 1. Null when it is not known how the operand broadcasts.
 */
export function operandCuts(
  cuts: readonly Cut[],
  whole: readonly Dim[],
  operand: readonly Dim[] | null,
): readonly Cut[] | null {
  if (operand === null) return null;
  const missing = whole.length - operand.length;
  const own: Cut[] = [];
  for (const cut of cuts) {
    const axis = cut.axis - missing;
    if (axis < 0) continue;
    const [dim, out] = [operand[axis], whole[cut.axis]];
    if (dim === out) own.push({ ...cut, axis });
    else if (dim !== 1) return null;
  }
  return own;
}

/** A value with cuts applied: the value itself when there are none, a constant expression when it is constant. */
export function applyCuts(b: Builder, value: ValueId, cuts: readonly Cut[]): ValueId {
  if (cuts.length === 0) return value;
  const constant = b.valueOf(value).constant;
  const starts = cuts.map((cut) => cut.start);
  const ends = cuts.map((cut) => cut.end);
  const axes = cuts.map((cut) => cut.axis);
  const steps = cuts.map((cut) => cut.step);
  return constant === null
    ? b.slice(value, starts, ends, axes, steps)
    : b.add(sliceConstant(b, constant, starts, ends, axes, steps));
}

function sliceConstant(
  b: Builder,
  constant: Constant,
  starts: readonly number[],
  ends: readonly number[],
  axes: readonly number[],
  steps: readonly number[],
): Constant {
  const ints = (numbers: readonly number[]) => literal('int64', [numbers.length], numbers);
  return b.opset >= 10
    ? b.fold('Slice', [constant, ints(starts), ints(ends), ints(axes), ints(steps)])
    : b.fold('Slice', [constant], { starts, ends, axes });
}

/** How many elements a cut takes of an axis with this extent. */
export function cutSize(cut: Cut, extent: number): number {
  const { step } = cut;
  const clamp = (n: number, low: number, high: number) =>
    Math.min(Math.max(n < 0 ? n + extent : n, low), high);
  const [start, end] =
    step > 0
      ? [clamp(cut.start, 0, extent), clamp(cut.end, 0, extent)]
      : [clamp(cut.start, 0, extent - 1), clamp(cut.end, -1, extent - 1)];
  return Math.max(0, Math.ceil((end - start) / step));
}

/** The shape of a value, for checks in motion rules. */
export const wholeShape = (graph: Graph, node: Node): readonly Dim[] | null =>
  shapeOf(graph, node.outputs[0]);
