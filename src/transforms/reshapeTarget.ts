import type { Dim } from '../graph';

/** What a Reshape must be told to get this shape: −1 for the one unknown dimension; null for several, or a 0. */
export function reshapeTarget(shape: readonly Dim[] | null): readonly number[] | null {
  if (shape === null || shape.includes(0)) return null;
  const target = shape.map((dim) => (typeof dim === 'number' ? dim : -1));
  return target.filter((dim) => dim === -1).length > 1 ? null : target;
}
