import { quantile } from './statistics';

/** A number this many times as large as what is usual stands for something else: what masks and suppressed tokens are filled with. */
const BEYOND = 1e5;
/** So many elements tell what is usual. */
const LOOKED_AT = 1001;

/**
 * The largest finite magnitude of a tensor, fillings such as −10⁹ left out: measured by them no other element would be looked at.
 */
export function usualScale(values: Float64Array): number {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  const some: number[] = [];
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i] ?? 0);
    if (!Number.isFinite(magnitude)) continue;
    if (magnitude > largest) largest = magnitude;
    if (i % step === 0 && magnitude > 0) some.push(magnitude);
  }
  if (some.length === 0) return largest;
  const limit = BEYOND * quantile(some, 0.5);
  if (largest <= limit) return largest;
  let usual = 0;
  for (const value of values) {
    const magnitude = Math.abs(value);
    if (magnitude > usual && magnitude <= limit) usual = magnitude;
  }
  return usual === 0 ? largest : usual;
}
