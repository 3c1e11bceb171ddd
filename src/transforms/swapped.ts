import type { Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { intsAttr } from './read';

/** The permutation that swaps the last two of `rank` axes. */
export const swapOf = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));

/** Whether a Transpose of a value of this rank swaps the last two axes and nothing else. */
export function swapsLast(node: Node, rank: number): boolean {
  const perm = intsAttr(node, 'perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  return rank >= 2 && perm.join() === swapOf(rank).join();
}

/** A matrix (or a stack of them) turned: a constant expression where it is constant. */
export function turned(b: Builder, value: ValueId, rank: number): ValueId {
  const perm = swapOf(rank);
  return b.valueOf(value).constant === null
    ? b.transpose(value, perm)
    : b.folded('Transpose', [value], { perm });
}
