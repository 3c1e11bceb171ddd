import { assert } from '../core';

/**
 * A filter of `taps` over a stretch of signal with fewer products than tile × taps: the signal's stretch and the filter are
 * each evaluated at `reach` points, multiplied there, and `tile` outputs are interpolated. After Toom, Cook and Winograd;
 * for convolutional networks Lavin and Gray, “Fast Algorithms for Convolutional Neural Networks” (2015).
 *
 * outputs = interpolate · ((filter · g) / divisors ⊙ (signal · d)), for d of `reach` and g of `taps` elements.
 */
export interface FastFilter {
  readonly tile: number;
  readonly taps: number;
  /** Products per tile, and signal elements that it reads: tile + taps − 1. */
  readonly reach: number;
  /** [reach, reach], by rows. */
  readonly signal: readonly (readonly number[])[];
  /** [reach, taps], by rows; not yet divided. */
  readonly filter: readonly (readonly number[])[];
  /** [reach]: what each row of the transformed filter is divided by. Thirds are not exact in floats, so they stand here. */
  readonly divisors: readonly number[];
  /** [tile, reach], by rows. */
  readonly interpolate: readonly (readonly number[])[];
  /** The point at which every output's weight is 1: what is added there is added to all outputs. */
  readonly one: number;
}

/** Points of evaluation, and infinity behind them: small ones, whose powers are exact and round least. */
const points: readonly number[] = [0, 1, -1, 2, -2, 0.5, -0.5];
export const longestReach = points.length + 1;

/** Coefficients of the product of (x − r) over the roots, the constant one first. */
function polynomial(roots: readonly number[]): readonly number[] {
  let product: readonly number[] = [1];
  for (const r of roots) product = [0, ...product].map((shifted, i) => shifted - r * (product[i] ?? 0));
  return product;
}

/** Every entry is a fraction of a power of two, so that all but the division is exact in floats. */
export function fastFilter(tile: number, taps: number): FastFilter {
  const reach = tile + taps - 1;
  assert(taps > 1 && reach <= longestReach, `no points for ${tile} outputs of ${taps} taps`);
  const finite = points.slice(0, reach - 1);
  const others = finite.map((p) => finite.filter((q) => q !== p));
  const powers = (p: number, n: number): number[] => Array.from({ length: n }, (_, i) => p ** i);
  const last = (n: number): number[] => Array.from({ length: n }, (_, i) => (i === n - 1 ? 1 : 0));
  return {
    tile,
    taps,
    reach,
    signal: [...others.map((roots) => [...polynomial(roots), 0]), polynomial(finite)],
    filter: [...finite.map((p) => powers(p, taps)), last(taps)],
    divisors: [...finite.map((p, i) => (others[i] ?? []).reduce((n, q) => n * (p - q), 1)), 1],
    interpolate: Array.from({ length: tile }, (_, u) => [
      ...finite.map((p) => p ** u),
      u === tile - 1 ? 1 : 0,
    ]),
    one: finite.indexOf(1),
  };
}
