/** Where rows lie along their two principal axes. */
export interface Projection {
  /** `[rows]` along the first and the second axis. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** `[width]` each, of length 1. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** Share of the variance along each. */
  readonly explained: readonly [number, number];
}

const rounds = 60;

/**
 * The principal components of `rows` `[count, width]` by power iteration. `before`: the axes of an earlier projection;
 * the new ones start from them and keep their direction, so that a map that is drawn again and again does not flip.
 */
export function principalAxes(
  rows: readonly Float32Array[],
  before: readonly [Float64Array, Float64Array] | null,
): Projection {
  const width = rows[0]?.length ?? 0;
  const mean = new Float64Array(width);
  for (const row of rows)
    for (let i = 0; i < width; i++) mean[i] = (mean[i] ?? 0) + (row[i] ?? 0) / rows.length;
  const centred = rows.map((row) => Float64Array.from(row, (x, i) => x - (mean[i] ?? 0)));
  const total = centred.reduce((sum, row) => sum + dot(row, row), 0);
  const first = iterate(centred, null, before?.[0] ?? seedAxis(width, 0));
  const second = iterate(centred, first, before?.[1] ?? seedAxis(width, 1));
  const along = (axis: Float64Array): Float32Array => Float32Array.from(centred, (row) => dot(row, axis));
  const x = along(first);
  const y = along(second);
  const share = (values: Float32Array): number =>
    total > 0 ? values.reduce((sum, v) => sum + v * v, 0) / total : 0;
  return { x, y, axes: [first, second], explained: [share(x), share(y)] };
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
};

/** Any direction that is not special, the same every time. */
const seedAxis = (width: number, k: number): Float64Array =>
  Float64Array.from({ length: width }, (_, i) => Math.cos((i + 1) * (k + 1.3)));

/** The direction of most variance that is orthogonal to `other`. */
function iterate(
  rows: readonly Float64Array[],
  other: Float64Array | null,
  start: Float64Array,
): Float64Array {
  let axis = unit(apartFrom(start, other), start);
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(axis.length);
    for (const row of rows) {
      const weight = dot(row, axis);
      for (let i = 0; i < next.length; i++) next[i] = (next[i] ?? 0) + weight * (row[i] ?? 0);
    }
    axis = unit(apartFrom(next, other), axis);
  }
  // Power iteration keeps the sign of its start, as the matrix is positive: only rounding could turn it.
  return dot(axis, start) < 0 ? axis.map((x) => -x) : axis;
}

function apartFrom(axis: Float64Array, other: Float64Array | null): Float64Array {
  if (other === null) return axis;
  const along = dot(axis, other);
  return axis.map((x, i) => x - along * (other[i] ?? 0));
}

function unit(axis: Float64Array, otherwise: Float64Array): Float64Array {
  const length = Math.sqrt(dot(axis, axis));
  return length > 1e-12 ? axis.map((x) => x / length) : otherwise;
}
