import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import { movesOf, someMoves } from './moves';

describe('moves', () => {
  it('lists all where they are few', () => {
    expect(movesOf([2, 0, 1], 10)).toEqual([
      { rule: 0, site: 0 },
      { rule: 0, site: 1 },
      { rule: 2, site: 0 },
    ]);
  });
  it('keeps to its limit, every rule still among them', () => {
    const moves = movesOf([200, 3, 0, 50], 20);
    expect(moves.length).toBeLessThanOrEqual(20);
    expect(new Set(moves.map(({ rule }) => rule))).toEqual(new Set([0, 1, 3]));
    for (const { rule, site } of moves) expect(site).toBeLessThan([200, 3, 0, 50][rule] ?? 0);
  });
  it('draws some without repetition, heavier rules more often', () => {
    const random = createRandom(3);
    const drawn = Array.from({ length: 50 }, () =>
      someMoves([100, 100], new Map([[0, 9]]), 4, random),
    ).flat();
    expect(drawn.length).toBe(200);
    const heavy = drawn.filter(({ rule }) => rule === 0).length;
    expect(heavy).toBeGreaterThan(150);
    expect(heavy).toBeLessThan(200);
  });
});
