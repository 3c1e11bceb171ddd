import type { Constant, Dim, DType, Graph, Node, ValueId } from '../graph';
import { literal } from '../graph/literal';
import type { Builder } from './builder';
import { numbersOf } from './numbers';
import { dtypeOfValue } from './read';
import { type Refusal, refuse } from './rule';

/** Types in which factors may be moved and merged: in float16 and bfloat16 an intermediate could overflow. */
const wide: ReadonlySet<DType | null> = new Set<DType | null>(['float32', 'float64']);

/**
 * Refuses types in which moving a factor changes more than rounding: integers (Div truncates) and narrow floats; and opsets
 * before 7, in which attributes aligned operands.
 */
export function wideFloatRefusal(graph: Graph, value: ValueId): Refusal | null {
  const dtype = dtypeOfValue(graph, value);
  if (!wide.has(dtype)) return refuse(`in ${dtype ?? 'an unknown type'} this could change values`, { value });
  return (graph.header.opsets.get('') ?? 1) < 7
    ? refuse('before opset 7 operands broadcast otherwise', { value })
    : null;
}

/** Half of float32's exponents on either side: products of two numbers between them, and reciprocals, are normal numbers. */
const [tiny, huge] = [1e-19, 1e19];

interface Extremes {
  readonly huge: boolean;
  readonly tiny: boolean;
}

const extremes = new WeakMap<Constant, Extremes>();

/** Whether a small constant has elements as large as masks are filled with (or ±∞), or so small. Others are taken as weights. */
function extremesOf(constant: Constant): Extremes {
  let known = extremes.get(constant);
  if (known === undefined) {
    const sizes = (numbersOf(constant) ?? []).filter((n) => n !== 0).map(Math.abs);
    known = { huge: sizes.some((size) => !(size < huge)), tiny: sizes.some((size) => size <= tiny) };
    extremes.set(constant, known);
  }
  return known;
}

/**
 * Refuses constants with which a product, or a quotient by them, may overflow where it did not before: 0 · ∞ is no number, and
 * masks have zeros. Values that are not constant are passed over.
 */
export function overflowRefusal(
  graph: Graph,
  factors: readonly ValueId[],
  divisors: readonly ValueId[] = [],
): Refusal | null {
  const among = (values: readonly ValueId[], which: keyof Extremes): ValueId | undefined =>
    values.find((id) => {
      const constant = graph.constant(id);
      return constant !== null && extremesOf(constant)[which];
    });
  const value = among([...factors, ...divisors], 'huge') ?? among(divisors, 'tiny');
  return value === undefined ? null : refuse('with so large or small a number it may overflow', { value });
}

/** Refuses to move a constant factor, or the divisor of a Div, to another place where that changes more than rounding. */
export const movedFactorRefusal = (
  graph: Graph,
  { op }: Node,
  factor: ValueId,
  value: ValueId,
): Refusal | null =>
  overflowRefusal(graph, [factor], op === 'Div' ? [factor] : []) ?? wideFloatRefusal(graph, value);

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
