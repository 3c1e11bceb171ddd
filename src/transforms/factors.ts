import type { Constant, Dim, DType, Graph, Node, ValueId } from '../graph';
import { literal } from '../graph/literal';
import type { Builder } from './builder';
import { dtypeOfValue } from './read';
import { type Refusal, refuse } from './rule';

/** Types in which factors may be moved and merged: in float16 and bfloat16 an intermediate could overflow. */
const wide: ReadonlySet<DType | null> = new Set<DType | null>(['float32', 'float64']);

/** Refuses types in which moving a factor changes more than rounding: integers (Div truncates) and narrow floats. */
export function wideFloatRefusal(graph: Graph, value: ValueId): Refusal | null {
  const dtype = dtypeOfValue(graph, value);
  return wide.has(dtype)
    ? null
    : refuse(`in ${dtype ?? 'an unknown type'} this could change values`, { value });
}

/** For `Mul(x, c)` and `Div(x, c)` matched commutatively: a Div must have the constant second. */
export const dividesBy = (node: Node, constant: ValueId): boolean =>
  node.op !== 'Div' || node.inputs[1] === constant;

/**
 * The axis along which a constant broadcast against a value of this rank varies: null when it is one element, and -1
 * when there are several axes or it has more axes than the value.
 */
export function variedAxis(shape: readonly number[], rank: number): number | null | -1 {
  const varied = shape.flatMap((dim, i) => (dim === 1 ? [] : [i + rank - shape.length]));
  if (shape.length > rank || varied.length > 1) return -1;
  return varied[0] ?? null;
}

/** The constant with another shape of as many elements. */
export const reshapeConstant = (b: Builder, constant: Constant, shape: readonly number[]): Constant =>
  constant.shape.length === shape.length && constant.shape.every((d, i) => d === shape[i])
    ? constant
    : b.fold('Reshape', [constant, literal('int64', [shape.length], shape)]);

/** Number of elements along the last axis, 1 for a scalar: for constants that vary along one axis at most. */
export const lengthOf = (shape: readonly number[]): number => Math.max(1, ...shape);

/** Whether a constant of shape `operand` broadcasts into `whole` without making it larger. */
export function fitsInto(operand: readonly number[], whole: readonly Dim[] | null): boolean {
  if (whole === null || operand.length > whole.length) return false;
  return operand.every((dim, i) => dim === 1 || dim === whole[whole.length - operand.length + i]);
}
