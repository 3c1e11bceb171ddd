import { CodedError } from '../../core';
import type { DType } from '../dtype';
import type { Dim, TensorType } from '../types';
import type { InferContext } from './schema';

/** @throws CodedError GRAPH_BAD_TYPE, always: the operator's specification does not allow what it got. */
export function refuse(context: InferContext, reason: string): never {
  const { op, name } = context.node;
  throw new CodedError('GRAPH_BAD_TYPE', `${op}${name === '' ? '' : ` "${name}"`}: ${reason}`, name || null);
}

/** `axis` counted from the front; refuses one outside [-rank, rank). */
export function axisIn(context: InferContext, axis: number, rank: number): number {
  if (axis < -rank || axis >= rank) refuse(context, `axis ${axis} is outside a tensor of rank ${rank}`);
  return axis < 0 ? axis + rank : axis;
}

/** Two dimensions that must be the same: whichever says more. Refuses two different numbers. */
export function same(context: InferContext, a: Dim | undefined, b: Dim | undefined, what: string): Dim {
  if (a === undefined || b === undefined) return a ?? b ?? refuse(context, `${what} is missing`);
  if (a === b) return a;
  if (typeof a === 'number') {
    if (typeof b === 'number') refuse(context, `${what} is ${a} on one side and ${b} on the other`);
    return a;
  }
  return typeof b === 'number' || a.startsWith('?') ? b : a;
}

/** Refuses a known rank other than the ones allowed. */
export function rankOf(
  context: InferContext,
  shape: readonly Dim[] | null,
  what: string,
  min: number,
  max = min,
): void {
  if (shape === null || (shape.length >= min && shape.length <= max)) return;
  const allowed = min === max ? `${min}` : max === Number.POSITIVE_INFINITY ? `at least ${min}` : `${min} to ${max}`;
  refuse(context, `${what} has rank ${shape.length}, must have ${allowed}`);
}

/** Refuses two known element types that differ. */
export function sameType(context: InferContext, a: TensorType | null, b: TensorType | null, what: string): void {
  if (a !== null && b !== null && a.dtype !== b.dtype)
    refuse(context, `${what} have different types, ${a.dtype} and ${b.dtype}`);
}

/** Refuses an element type that is known and not among those allowed. */
export function typeIn(
  context: InferContext,
  type: TensorType | null,
  allowed: ReadonlySet<DType>,
  what: string,
): void {
  if (type !== null && !allowed.has(type.dtype)) refuse(context, `${what} cannot be ${type.dtype}`);
}
