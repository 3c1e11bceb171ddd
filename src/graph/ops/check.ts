import { freshDim } from '../dim';
import type { Dim, TensorType } from '../types';
import { bad } from './define';
import type { InferredOutput } from './schema';
import { sameDim } from './support';

/** @throws CodedError GRAPH_BAD_TYPE, always: `bad` where an expression is wanted. */
export function refuse(reason: string): never {
  throw bad(reason);
}

/** Dimensions that must be the same where both are there: whichever says more. */
export function same(a: Dim | undefined, b: Dim | undefined, what: string): Dim {
  if (a === undefined || b === undefined) return a ?? b ?? refuse(`${what} is missing`);
  return typeof a === 'string' && a.startsWith('?') ? b : sameDim(a, b, what);
}

/** Refuses a known rank other than those allowed. */
export function rankIn(shape: readonly Dim[] | null, what: string, min: number, max = min): void {
  if (shape === null || (shape.length >= min && shape.length <= max)) return;
  const allowed = min === max ? `${min}` : Number.isFinite(max) ? `${min} to ${max}` : `at least ${min}`;
  refuse(`${what} has rank ${shape.length}, must have ${allowed}`);
}

/** Refuses two known element types that differ. */
export function sameType(a: TensorType | null, b: TensorType | null, what: string): void {
  if (a !== null && b !== null && a.dtype !== b.dtype)
    refuse(`${what} have different types, ${a.dtype} and ${b.dtype}`);
}

/** Whether two dimensions are certain to be different numbers. */
export const differ = (a: Dim | undefined, b: Dim | undefined): boolean =>
  typeof a === 'number' && typeof b === 'number' && a !== b;

/** The same type again, as after an elementwise operator. */
export const like = (type: TensorType | null): InferredOutput | null =>
  type === null ? null : { type, known: null };

/** Dimensions of which only the rank is known; a rank that no tensor has is refused. */
export function freshDims(rank: number): Dim[] {
  if (!(rank >= 0 && rank <= 1024)) throw bad(`a rank of ${rank}`);
  return Array.from({ length: rank }, () => freshDim());
}
