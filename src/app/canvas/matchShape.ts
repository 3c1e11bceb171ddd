/**
 * How well a shape like `1×128×768` answers to dimensions that were typed, the last of them perhaps not to its end: 0 not
 * at all, then those in order with others between, those next to each other, those at the beginning, and all of them.
 */
export function matchShape(shape: string, dims: readonly string[]): number {
  const own = shape.toLowerCase().split('×');
  const fits = (dim: string | undefined, i: number): boolean =>
    dim !== undefined && (i === dims.length - 1 ? dim.startsWith(dims[i] ?? '') : dim === dims[i]);
  const startsAt = (at: number): boolean => dims.every((_, i) => fits(own[at + i], i));
  if (dims.length === 0 || dims.length > own.length) return 0;
  if (startsAt(0)) return own.length === dims.length ? 3 : 2.5;
  for (let at = 1; at + dims.length <= own.length; at++) if (startsAt(at)) return 2;
  let i = 0;
  for (const dim of own) if (i < dims.length && fits(dim, i)) i++;
  return i === dims.length ? 1 : 0;
}
