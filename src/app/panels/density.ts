/** One point of a density curve; the highest is 1. */
export interface DensityPoint {
  readonly at: number;
  readonly density: number;
}

const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const quantile = (ascending: readonly number[], q: number): number =>
  ascending[Math.min(ascending.length - 1, Math.max(0, Math.round(q * (ascending.length - 1))))] ?? 0;

/** A range that shows all series and leaves out what lies far above them, as a round does that another program broke into. */
export function rangeOf(series: readonly (readonly number[])[]): readonly [number, number] | null {
  const all = series.map((values) => sorted(values.filter(Number.isFinite))).filter((s) => s.length > 0);
  if (all.length === 0) return null;
  const low = Math.min(...all.map((s) => s[0] ?? 0));
  const high = Math.max(
    ...all.map((s) => {
      const far = quantile(s, 0.75) + 3 * (quantile(s, 0.75) - quantile(s, 0.25));
      return quantile(
        s.filter((v) => v <= far),
        1,
      );
    }),
  );
  const air = Math.max((high - low) * 0.08, high * 0.005, 1e-6);
  return [Math.max(0, low - air), high + air];
}

/** A Gaussian kernel density at `count` places of a range; the bandwidth is Silverman's, from the quartiles. */
export function densityOf(
  values: readonly number[],
  [low, high]: readonly [number, number],
  count: number,
): DensityPoint[] {
  const ascending = sorted(values);
  const spread = (quantile(ascending, 0.75) - quantile(ascending, 0.25)) / 1.34;
  const width = Math.max(0.9 * spread * ascending.length ** -0.2, (high - low) / 100);
  const raw = Array.from({ length: count }, (_, i) => {
    const at = low + ((high - low) * i) / (count - 1);
    return { at, density: ascending.reduce((sum, v) => sum + Math.exp(-(((at - v) / width) ** 2) / 2), 0) };
  });
  const top = Math.max(...raw.map(({ density }) => density), Number.MIN_VALUE);
  return raw.map(({ at, density }) => ({ at, density: density / top }));
}
