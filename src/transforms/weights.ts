import { assert } from '../core';
import { type Constant, type DType, elementCount } from '../graph';
import { literal } from '../graph/literal';
import type { Builder } from './builder';

/** Constant expressions that rules over weights share. Nothing is computed: each is a node over constants. */

export const intsLiteral = (values: readonly number[]): Constant => literal('int64', [values.length], values);

/** A rank-0 constant of a constant's type. */
export const scalarLike = (like: { readonly dtype: DType }, value: number): Constant =>
  literal(like.dtype, [], [value]);

/** A constant of one repeated number. */
export const filled = (b: Builder, dtype: DType, shape: readonly number[], value: number): Constant =>
  repeated(b, literal(dtype, [1], [value]), shape);

/** One element, repeated to a shape; Expand is of opset 8. */
function repeated(b: Builder, one: Constant, shape: readonly number[]): Constant {
  if (b.opset >= 8) return b.fold('Expand', [one, intsLiteral(shape)]);
  const single = reshaped(b, one, new Array<number>(shape.length).fill(1));
  return shape.length === 0 ? single : b.fold('Tile', [single, intsLiteral(shape)]);
}

/** The same elements under another static shape. */
export function reshaped(b: Builder, w: Constant, shape: readonly number[]): Constant {
  assert(elementCount(w.shape) === elementCount(shape), 'a reshape keeps the number of elements');
  const same = w.shape.length === shape.length && w.shape.every((d, i) => d === shape[i]);
  return same ? w : b.fold('Reshape', [w, intsLiteral(shape)]);
}

export function transposed(b: Builder, w: Constant, perm: readonly number[]): Constant {
  return perm.every((axis, i) => axis === i) ? w : b.fold('Transpose', [w], { perm });
}

/** A constant's elements `start` … `end` − 1 along an axis. */
export function sliced(b: Builder, w: Constant, axis: number, start: number, end: number): Constant {
  if (start === 0 && end === w.shape[axis]) return w;
  if (b.opset < 10) return b.fold('Slice', [w], { starts: [start], ends: [end], axes: [axis] });
  const [starts, ends, axes] = [intsLiteral([start]), intsLiteral([end]), intsLiteral([axis])];
  return b.fold('Slice', [w, starts, ends, axes]);
}

/** Entries of an axis by index, in this order. */
export const picked = (b: Builder, w: Constant, axis: number, indices: readonly number[]): Constant =>
  b.fold('Gather', [w, intsLiteral(indices)], { axis });

export function joined(b: Builder, parts: readonly Constant[], axis: number): Constant {
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : b.fold('Concat', parts, { axis });
}

/** Zeros around a constant; `pads` lists the amounts before, then after, for every axis. */
export function zeroPadded(b: Builder, w: Constant, pads: readonly number[]): Constant {
  if (pads.every((p) => p === 0)) return w;
  return b.opset < 11
    ? b.fold('Pad', [w], { pads, mode: 'constant' })
    : b.fold('Pad', [w, intsLiteral(pads)]);
}

export const plus = (b: Builder, x: Constant, y: Constant): Constant => b.fold('Add', [x, y]);
export const minus = (b: Builder, x: Constant, y: Constant): Constant => b.fold('Sub', [x, y]);
export const times = (b: Builder, x: Constant, y: Constant): Constant => b.fold('Mul', [x, y]);

/** A sum over axes, which are dropped. */
export function summed(b: Builder, w: Constant, axes: readonly number[]): Constant {
  if (axes.length === 0) return w;
  return b.opset >= 13
    ? b.fold('ReduceSum', [w, intsLiteral(axes)], { keepdims: 0 })
    : b.fold('ReduceSum', [w], { axes, keepdims: 0 });
}

/** The sum of those that are there; null when none is. */
export function plusAll(b: Builder, terms: readonly (Constant | null)[]): Constant | null {
  let sum: Constant | null = null;
  for (const term of terms) if (term !== null) sum = sum === null ? term : plus(b, sum, term);
  return sum;
}

/**
 * Whether a constant of this shape, broadcast against a tensor of `rank`, varies along `axis` (of `size`) at most, and
 * leaves the tensor's shape as it is.
 */
export function variesOnlyAlong(shape: readonly number[], rank: number, axis: number, size: number): boolean {
  const offset = rank - shape.length;
  return offset >= 0 && shape.every((d, i) => d === 1 || (i + offset === axis && d === size));
}

/** Such a constant as a vector of `size`. */
export function asVector(b: Builder, c: Constant, size: number): Constant {
  if (elementCount(c.shape) === size) return reshaped(b, c, [size]);
  return repeated(b, reshaped(b, c, [1]), [size]);
}

/** A vector's shape made to broadcast along `axis` of a tensor of `rank`: `[size, 1, 1]` for axis 1 of rank 4. */
export const alongAxis = (b: Builder, vector: Constant, rank: number, axis: number): Constant =>
  reshaped(b, vector, [...vector.shape, ...new Array<number>(rank - 1 - axis).fill(1)]);
