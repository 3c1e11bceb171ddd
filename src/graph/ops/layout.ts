import type { Dim } from '../types';

/** Contents are followed for tensors up to this many elements. */
export const maxKnown = 64;

/** True for shapes of known dimensions and at most `maxKnown` elements: inference follows contents of such tensors. */
export function isSmall(dims: readonly Dim[] | null): dims is readonly number[] {
  if (dims === null) return false;
  let count = 1;
  for (const dim of dims) {
    if (typeof dim !== 'number' || !(dim >= 0)) return false;
    // An empty tensor's other dimensions count too: a permutation would walk them first.
    count *= Math.max(1, dim);
    if (count > maxKnown) return false;
  }
  return true;
}

/** Row-major distances between neighbours along each axis, in elements. */
function stridesOf(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length);
  let stride = 1;
  for (let i = dims.length - 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= dims[i] ?? 1;
  }
  return strides;
}

/** Where each element of a `counts`-shaped view lies, in row-major order. */
function placesOf(counts: readonly number[], strides: readonly number[], base: number): number[] {
  let places = [base];
  for (let axis = 0; axis < counts.length; axis++) {
    const count = counts[axis] ?? 1;
    const stride = strides[axis] ?? 0;
    const next: number[] = [];
    for (const place of places) for (let i = 0; i < count; i++) next.push(place + i * stride);
    places = next;
  }
  return places;
}

/** For each element of `result`, the place in a tensor of shape `dims` that broadcasts to it. */
export function broadcastPlaces(dims: readonly number[], result: readonly number[]): readonly number[] {
  const own = stridesOf(dims);
  const shift = result.length - dims.length;
  const strides = result.map((_, i) => (i < shift || dims[i - shift] === 1 ? 0 : (own[i - shift] ?? 0)));
  return placesOf(result, strides, 0);
}

/** Where the elements of the transposed tensor come from. */
export function transposePlaces(dims: readonly number[], perm: readonly number[]): readonly number[] {
  const own = stridesOf(dims);
  return placesOf(
    perm.map((axis) => dims[axis] ?? 1),
    perm.map((axis) => own[axis] ?? 0),
    0,
  );
}

/** Where the elements of a slice come from: along each axis `count` of them, from `from`, `step` apart. */
export function slicePlaces(
  dims: readonly number[],
  axes: readonly { readonly from: number; readonly step: number; readonly count: number }[],
): readonly number[] {
  const own = stridesOf(dims);
  const base = axes.reduce((sum, { from, count }, i) => sum + (count === 0 ? 0 : from * (own[i] ?? 0)), 0);
  return placesOf(
    axes.map(({ count }) => count),
    axes.map(({ step }, i) => step * (own[i] ?? 0)),
    base,
  );
}
