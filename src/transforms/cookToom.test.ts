import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { fastFilter, longestReach } from './cookToom';

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((n, x, i) => n + x * (b[i] ?? 0), 0);
const times = (m: readonly (readonly number[])[], v: readonly number[]): number[] =>
  m.map((row) => dot(row, v));

describe('fastFilter', () => {
  const sizes = [1, 2, 3, 4, 5, 6].flatMap((tile) =>
    [2, 3, 4, 5, 6, 7].filter((taps) => tile + taps - 1 <= longestReach).map((taps) => [tile, taps] as const),
  );

  it.each(sizes)('gives %i outputs of %i taps', (tile, taps) => {
    const random = createRandom(tile * 10 + taps);
    const f = fastFilter(tile, taps);
    const d = Array.from({ length: f.reach }, () => random.next() - 0.5);
    const g = Array.from({ length: taps }, () => random.next() - 0.5);
    const products = times(f.signal, d).map((x, i) => (x * dot(f.filter[i] ?? [], g)) / (f.divisors[i] ?? 0));
    const wanted = Array.from({ length: tile }, (_, u) => dot(g, d.slice(u, u + taps)));
    times(f.interpolate, products).forEach((y, u) => {
      expect(y).toBeCloseTo(wanted[u] ?? Number.NaN, 12);
    });
  });

  it('is the algorithm that is known for four outputs of three taps', () => {
    const { signal, divisors } = fastFilter(4, 3);
    expect(signal[0]).toEqual([4, 0, -5, 0, 1, 0]);
    expect(signal[5]).toEqual([0, 4, 0, -5, 0, 1]);
    expect(divisors).toEqual([4, -6, -6, 24, 24, 1]);
  });

  it('has entries that floats hold exactly', () => {
    for (const [tile, taps] of sizes) {
      const { signal, filter, interpolate, divisors } = fastFilter(tile, taps);
      for (const x of [...signal, ...filter, ...interpolate, divisors].flat()) expect(Math.fround(x)).toBe(x);
    }
  });

  it('adds to all outputs what is added at the point 1', () => {
    const { interpolate, one } = fastFilter(4, 5);
    expect(interpolate.map((row) => row[one])).toEqual([1, 1, 1, 1]);
  });
});
