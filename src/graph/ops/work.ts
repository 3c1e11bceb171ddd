import type { Dim, ValueType } from '../types';
import type { InferContext, InferredOutput, OpCost, OpSchema } from './schema';

interface Typed {
  readonly type: ValueType | null;
}

/** The product of dimensions, or null when one is symbolic. */
export function volume(shape: readonly Dim[] | null): number | null {
  if (shape === null) return null;
  let product = 1;
  for (const dim of shape) {
    if (typeof dim !== 'number') return null;
    product *= dim;
  }
  return product;
}

/** How many elements a tensor has; null when it is not a tensor of known shape. */
export function size(value: Typed | null | undefined): number | null {
  const type = value?.type;
  return type?.kind === 'tensor' ? volume(type.shape) : null;
}

/** A dimension of a tensor as a number, counted from the end when negative; null when it is not known. */
export function length(value: Typed | null | undefined, axis: number): number | null {
  const type = value?.type;
  if (type?.kind !== 'tensor' || type.shape === null) return null;
  const dim = type.shape[axis < 0 ? axis + type.shape.length : axis];
  return typeof dim === 'number' ? dim : null;
}

/** Work of a contraction: each multiply-add is two operations, and `more` come on top. */
export const contraction = (macs: number | null, more: number | null = 0): OpCost | null =>
  macs === null || more === null ? null : { macs, flops: 2 * macs + more };

/** Work without multiply-adds that count as such. */
export const elementwise = (flops: number | null): OpCost | null =>
  flops === null ? null : { macs: 0, flops };

/** `factor` operations for each element of the first output. */
export const perOutput =
  (factor: number): OpSchema['cost'] =>
  (_context: InferContext, outputs: readonly (InferredOutput | null)[]) => {
    const n = size(outputs[0]);
    return elementwise(n === null ? null : n * factor);
  };

/** `factor` operations for each element of an input. */
export const perInput =
  (factor: number, index = 0): OpSchema['cost'] =>
  (context: InferContext) => {
    const n = size(context.inputs[index]);
    return elementwise(n === null ? null : n * factor);
  };

/** Moves bytes and computes nothing. */
export const moves: OpSchema['cost'] = () => ({ macs: 0, flops: 0 });

/** Nothing can be told. */
export const unknownWork: OpSchema['cost'] = () => null;
