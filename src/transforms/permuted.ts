import type { Dim, ValueId } from '../graph';
import type { Builder } from './builder';

/**
 * How an operand of an elementwise operator is transposed when the result, of rank `rank`, is: the operand itself where
 * it has one element at most along every axis, a Transpose where the ranks are equal, and a Reshape to full rank first
 * for smaller constants. Null where that is not possible without moving a variable.
 */
export type OperandPlan = 'same' | 'transpose' | 'reshape' | null;

export function operandPlan(shape: readonly Dim[] | null, rank: number, constant: boolean): OperandPlan {
  if (shape === null) return null;
  if (shape.length <= rank && shape.every((dim) => dim === 1)) return 'same';
  if (shape.length === rank) return 'transpose';
  return constant && shape.length < rank && shape.every((dim) => typeof dim === 'number') ? 'reshape' : null;
}

/** The operand as planned. */
export function permuteOperand(
  b: Builder,
  value: ValueId,
  plan: OperandPlan,
  perm: readonly number[],
): ValueId {
  if (plan === 'same' || plan === null) return value;
  const { constant } = b.valueOf(value);
  if (constant === null) return b.transpose(value, perm);
  const missing = perm.length - constant.shape.length;
  const full = [...Array.from({ length: missing }, () => 1), ...constant.shape];
  const target = b.constantOf(b.ints(full));
  const wide = missing === 0 ? constant : b.fold('Reshape', [constant, target]);
  return b.folded('Transpose', [wide], { perm });
}
