const product = (dims: readonly number[]): number => dims.reduce((n, d) => n * d, 1);

/** The axis of `from` that axis `axis` of `to` is, whole and in the same place of the element order; null if none. */
export function sourceAxis(from: readonly number[], to: readonly number[], axis: number): number | null {
  const before = product(to.slice(0, axis));
  for (let i = 0; i < from.length; i++) {
    if (from[i] === to[axis] && product(from.slice(0, i)) === before) return i;
  }
  return null;
}
