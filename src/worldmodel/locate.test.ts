import { describe, expect, it } from 'vitest';
import { locate } from './locate';

const start = { counts: Uint16Array.of(2, 4), anchors: Uint16Array.of(7, 9, 1, 3, 5, 7) };
const siteOf = (past: readonly number[], rule: number, site: number, count: number): number =>
  locate(start, past, past.length, rule, site, count).site;

describe('locate', () => {
  it('finds sites by counting past those that were acted on', () => {
    expect([0, 1, 2, 3].map((site) => siteOf([], 1, site, 4))).toEqual([2, 3, 4, 5]);
    expect([0, 1, 2].map((site) => siteOf([3], 1, site, 3))).toEqual([2, 4, 5]);
    expect(locate(start, [3], 1, 1, 2, 3).features.slice(0, 2)).toEqual([1, 1]);
  });
  it('takes sites at anchors that were acted on for gone where fewer are left', () => {
    // Rule 0 acted on anchor 7, where the last site of rule 1 is anchored.
    expect([0, 1, 2].map((site) => siteOf([0], 1, site, 3))).toEqual([2, 3, 4]);
  });
  it('goes by the relative place where the numbers do not tell', () => {
    expect(siteOf([], 1, 1, 2)).toBe(5);
    expect(locate(start, [], 0, 1, 1, 2).features.slice(0, 2)).toEqual([1, 0]);
    expect(locate(start, [0, 1], 2, 0, 0, 1).site).toBe(-1);
  });
  it('looks for a new site where the dream acted last', () => {
    expect(locate(start, [0, 1, -1], 3, 0, 0, 1)).toMatchObject({ site: -1, row: 9 });
    expect(locate(start, [2], 1, 1, 0, 3)).toMatchObject({ site: 3, row: 3 });
    // A ring with room for three: the fourth has taken the place of the first.
    expect(locate(start, [2, 1, 0], 4, 0, 0, 1)).toMatchObject({ site: -1, row: 1 });
    expect(locate(start, [1, -1, 0], 5, 0, 0, 1)).toMatchObject({ site: -1, row: 9 });
    expect(locate({ counts: Uint16Array.of(0), anchors: new Uint16Array() }, [], 0, 0, 0, 1).row).toBe(-1);
  });
});
