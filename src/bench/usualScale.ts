import { quantile } from './statistics';

/** A number this many times as large as the small ones stands for something else: what masks and suppressed tokens are filled with. */
const BEYOND = 1e5;
/** Fillings are at least so large; coordinates beside scores that are nearly 0 are not. */
const LEAST = 9999;
/** So many elements, spread unevenly so that no column is left out, tell what is small. */
const LOOKED_AT = 1001;
const GOLDEN = 0.618034;

/**
 * The largest finite magnitude of a tensor, fillings such as −10⁹ left out: measured by them no other element would be looked at.
 */
export function usualScale(values: Float64Array): number {
  const largest = largestUpTo(values, Number.MAX_VALUE);
  if (largest <= LEAST) return largest;
  const count = Math.min(LOOKED_AT, values.length);
  const some = Array.from({ length: count }, (_, k) =>
    Math.abs(values[Math.floor(((k + ((k * GOLDEN) % 1)) * values.length) / count)] ?? 0),
  ).filter((magnitude) => magnitude > 0 && Number.isFinite(magnitude));
  if (some.length === 0) return largest;
  const limit = Math.max(LEAST, BEYOND * quantile(some, 0.1));
  return largest <= limit ? largest : largestUpTo(values, limit) || largest;
}

function largestUpTo(values: Float64Array, limit: number): number {
  let largest = 0;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude > largest && magnitude <= limit) largest = magnitude;
  }
  return largest;
}
