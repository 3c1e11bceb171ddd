import { describe, expect, it } from 'vitest';
import { broadcastPlaces, isSmall, slicePlaces, transposePlaces } from './layout';

describe('places in small tensors', () => {
  it('of a broadcast, a transpose and a slice', () => {
    expect(broadcastPlaces([3], [2, 3])).toEqual([0, 1, 2, 0, 1, 2]);
    expect(broadcastPlaces([2, 1], [2, 3])).toEqual([0, 0, 0, 1, 1, 1]);
    expect(transposePlaces([2, 3], [1, 0])).toEqual([0, 3, 1, 4, 2, 5]);
    const rows = { from: 1, step: -1, count: 2 };
    expect(slicePlaces([2, 3], [rows, { from: 0, step: 2, count: 2 }])).toEqual([3, 5, 0, 2]);
    expect(slicePlaces([2, 3], [rows, { from: 3, step: 1, count: 0 }])).toEqual([]);
  });

  it('small means small along every axis, empty or not', () => {
    expect(isSmall([])).toBe(true);
    expect(isSmall([8, 8])).toBe(true);
    expect(isSmall([8, 9])).toBe(false);
    expect(isSmall([0, 2 ** 40])).toBe(false);
    expect(isSmall(['n'])).toBe(false);
    expect(isSmall(null)).toBe(false);
  });
});
