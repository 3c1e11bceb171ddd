import type { ValueType } from '../types';
import { countOf } from './define';
import type { OpCost, OpSchema } from './schema';

type Typed = { readonly type: ValueType | null } | null | undefined;

/** How many elements a tensor has; null when it is not a tensor of known shape. */
export function size(value: Typed): number | null {
  const type = value?.type;
  return type?.kind === 'tensor' ? countOf(type.shape) : null;
}

/** A dimension of a tensor, counted from the end when negative; null when it is not a known number. */
export function length(value: Typed, axis: number): number | null {
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

/** `factor` operations for each element of an input. */
export const perInput =
  (factor: number, index = 0): OpSchema['cost'] =>
  (context) => {
    const n = size(context.inputs[index]);
    return elementwise(n === null ? null : n * factor);
  };

/** Moves bytes and computes nothing. */
export const moves: OpSchema['cost'] = () => ({ macs: 0, flops: 0 });

/** The product of numbers, null when one is unknown. */
export function product(...factors: readonly (number | null)[]): number | null {
  let result = 1;
  for (const factor of factors) {
    if (factor === null) return null;
    result *= factor;
  }
  return result;
}
