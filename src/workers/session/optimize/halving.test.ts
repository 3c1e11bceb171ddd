import { describe, expect, it } from 'vitest';
import { halving } from './halving';

describe('halving', () => {
  it('names every step once, the last one first', () => {
    for (const steps of [1, 2, 3, 10, 64]) {
      const order = halving(Array.from({ length: steps + 1 }, () => null));
      expect(order[0]).toBe(steps - 1);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: steps }, (_, i) => i));
    }
    expect(halving([5])).toEqual([]);
    expect(halving([])).toEqual([]);
  });

  it('goes to where most is expected to change before it looks at the rest', () => {
    // Sixteen steps that change nothing but the thirteenth, which halves the runtime.
    const expected = Array.from({ length: 17 }, (_, i) => (i < 13 ? 10 : 5));
    const order = halving(expected).map((step) => step + 1);
    expect(order.slice(0, 4)).toEqual([16, 8, 12, 14]);
    expect(order.indexOf(13)).toBeLessThan(order.indexOf(2));
  });
});
