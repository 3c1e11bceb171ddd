import { describe, expect, it } from 'vitest';
import { usualScale } from './usualScale';

describe('the usual scale of a tensor', () => {
  it('is its largest finite magnitude', () => {
    expect(usualScale(Float64Array.of(1, -3, 0, Number.NaN, Number.POSITIVE_INFINITY))).toBe(3);
    expect(usualScale(Float64Array.of())).toBe(0);
    expect(usualScale(Float64Array.of(0, 0))).toBe(0);
  });

  it('leaves fillings out', () => {
    const logits = Float64Array.from({ length: 5000 }, (_, i) => (i % 10 === 0 ? -1e9 : Math.sin(i) * 8));
    expect(usualScale(logits)).toBeCloseTo(8, 2);
    expect(usualScale(Float64Array.of(0.5, 1, 2, -3.4e38))).toBe(2);
  });

  it('leaves them out where they are most of it', () => {
    expect(usualScale(Float64Array.from({ length: 100 }, (_, i) => (i % 4 === 0 ? 2 : -1e9)))).toBe(2);
  });

  it('is that of coordinates beside scores that are nearly 0', () => {
    const boxes = Float64Array.from({ length: 8400 }, (_, i) => (i % 21 === 0 ? 640 : 1e-6));
    expect(usualScale(boxes)).toBe(640);
  });
});
