/**
 * Rewards as a distribution over bins (DreamerV3's two-hot symlog): `symlog(100 r)` on an even grid, so that gains of a
 * thousandth and of a half both have bins of their own.
 */
export const binCount = 41;
const largest = 5.2;
const step = (2 * largest) / (binCount - 1);
const unit = 100;

const symlog = (x: number): number => Math.sign(x) * Math.log1p(Math.abs(x));
const symexp = (x: number): number => Math.sign(x) * Math.expm1(Math.abs(x));

/** The reward in the middle of each bin, `[binCount]`. */
export const binValues: readonly number[] = Array.from(
  { length: binCount },
  (_, i) => symexp(i * step - largest) / unit,
);

/** Writes the two bins around a reward into `target` from `offset` on; their mean (in symlog) is the reward. */
export function writeTwoHot(reward: number, target: Float32Array, offset: number): void {
  const place = (Math.max(-largest, Math.min(largest, symlog(reward * unit))) + largest) / step;
  const low = Math.min(binCount - 2, Math.floor(place));
  target[offset + low] = 1 - (place - low);
  target[offset + low + 1] = place - low;
}
