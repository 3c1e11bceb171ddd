import { assert, createRandom } from '../core';

const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** The `q` quantile (0…1) by linear interpolation; `values` must not be empty. */
export function quantile(values: readonly number[], q: number): number {
  return sortedQuantile(ascending(values), q);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

function sortedQuantile(sorted: ArrayLike<number>, q: number): number {
  assert(sorted.length > 0, 'a quantile of nothing');
  const at = Math.min(Math.max(q, 0), 1) * (sorted.length - 1);
  const low = Math.floor(at);
  const a = sorted[low] ?? 0;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] ?? 0;
  return a + (b - a) * (at - low);
}

/** Mean of the middle half. Nearly as efficient as the mean under normal noise, and as deaf to outliers as quartiles. */
export function midmean(values: readonly number[]): number {
  return sortedMidmean(Float64Array.from(values).sort());
}

function sortedMidmean(sorted: Float64Array): number {
  const n = sorted.length;
  assert(n > 0, 'a mean of nothing');
  const cut = n / 4;
  const first = Math.floor(cut);
  const edge = 1 - (cut - first);
  let sum = 0;
  let weight = 0;
  for (let i = first; i < n - first; i++) {
    // The two values at the edges count for the part that the trimming leaves of them.
    const w = i === first || i === n - first - 1 ? edge : 1;
    sum += (sorted[i] ?? 0) * w;
    weight += w;
  }
  return sum / weight;
}

export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Midmean with a 95 % interval by bootstrap over the values, seeded. Percentiles are taken a little further out than
 * 2.5 and 97.5 so that small samples keep their coverage (Hesterberg, "What teachers should know about the bootstrap",
 * 2015: the expanded percentile interval).
 */
export function bootstrapMidmean(values: readonly number[], seed: number, resamples = 1000): Interval {
  const n = values.length;
  const estimate = midmean(values);
  if (n < 2) return { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const random = createRandom(seed);
  const means = new Float64Array(resamples);
  const sample = new Float64Array(n);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) sample[i] = values[random.int(n)] ?? 0;
    means[r] = sortedMidmean(sample.sort());
  }
  means.sort();
  const tail = normalCdf(-Math.sqrt(n / (n - 1)) * studentT975(n - 1));
  return { estimate, low: sortedQuantile(means, tail), high: sortedQuantile(means, 1 - tail) };
}

/** Standard normal distribution function; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - upper : upper;
}

/** The 97.5 % point of Student's t with `df` ≥ 1 degrees of freedom (exact for 1 and 2, else Cornish–Fisher). */
export function studentT975(df: number): number {
  if (df <= 1) return 12.7062;
  if (df <= 2) return 4.3027;
  const z = 1.959964;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / df + g2 / df ** 2 + g3 / df ** 3;
}

/** Kendall's τ-b of two equally long series; null when either is constant. O(n²). */
export function kendallTau(a: readonly number[], b: readonly number[]): number | null {
  let concordance = 0;
  let pairsA = 0;
  let pairsB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      const x = Math.sign((a[i] ?? 0) - (a[j] ?? 0));
      const y = Math.sign((b[i] ?? 0) - (b[j] ?? 0));
      concordance += x * y;
      pairsA += Math.abs(x);
      pairsB += Math.abs(y);
    }
  }
  return pairsA === 0 || pairsB === 0 ? null : concordance / Math.sqrt(pairsA * pairsB);
}
