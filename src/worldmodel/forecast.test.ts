import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { type Forecast, intervalsFor } from './forecast';

/** Forecasts at two depths, in error by a normal number times `spread` at the first and three times that at the second. */
function group(spread: number, seed: number): Forecast[] {
  const random = createRandom(seed);
  return [1, 10].flatMap((horizon) =>
    Array.from({ length: 400 }, () => {
      const error = random.normal() * spread * (horizon === 1 ? 1 : 3);
      return { horizon, imagined: error, real: 0, deviation: 0.01 } as Forecast;
    }),
  );
}

describe('intervals', () => {
  it('hold nine of ten of every group at every depth, not of all taken together', () => {
    const [easy, hard] = [group(0.005, 1), group(0.02, 2)];
    const { scale, widths } = intervalsFor([easy, hard]);
    for (const own of [easy, hard])
      for (const depth of [1, 10]) {
        const at = own.filter(({ horizon }) => horizon === depth);
        const width = scale * (widths[depth - 1] ?? 0);
        const held = at.filter((f) => Math.abs(f.imagined - f.real) <= width * f.deviation).length;
        expect(held / at.length).toBeGreaterThanOrEqual(0.9);
        // They are as wide as the group with the larger errors needs, and no wider.
        if (own === hard) expect(held / at.length).toBeLessThan(0.95);
      }
    // Between the depths that were seen a straight line is drawn.
    expect(widths[4]).toBeGreaterThan(widths[0] ?? 0);
    expect(widths[4]).toBeLessThan(widths[9] ?? 0);
  });

  it('are those of a normal distribution where nothing judges them', () => {
    expect(intervalsFor([[], []]).scale).toBeCloseTo(1.645, 3);
  });
});
