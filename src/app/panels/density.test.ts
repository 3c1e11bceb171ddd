import { describe, expect, it } from 'vitest';
import { densityOf, rangeOf } from './density';

describe('the range of a distribution', () => {
  it('holds both series and leaves out a disturbed round', () => {
    const quiet = Array.from({ length: 40 }, (_, i) => 10 + (i % 7) * 0.05);
    const [low, high] = rangeOf([quiet, [...quiet.map((v) => v - 2), 90]]) ?? [0, 0];
    expect(low).toBeLessThan(8);
    expect(high).toBeGreaterThan(10.3);
    expect(high).toBeLessThan(20);
  });

  it('has some width where all times are equal, and is nothing without times', () => {
    const [low, high] = rangeOf([[5, 5, 5]]) ?? [0, 0];
    expect(high).toBeGreaterThan(low);
    expect(rangeOf([[], [Number.NaN]])).toBeNull();
  });
});

describe('density', () => {
  it('is highest where most values lie, and 1 there', () => {
    const curve = densityOf([1, 2, 2, 2.1, 3], [0, 4], 41);
    const top = curve.reduce((best, point) => (point.density > best.density ? point : best));
    expect(top.density).toBe(1);
    expect(top.at).toBeCloseTo(2, 0);
    expect(curve[0]?.density).toBeLessThan(0.1);
  });
});
