import { describe, expect, it } from 'vitest';
import { findRepeats } from './repeats';

const tokens = (text: string): number[] => [...text].map((c) => c.charCodeAt(0));

describe('findRepeats', () => {
  it('finds the run that covers most, then what is left on both sides', () => {
    expect(findRepeats(tokens('xxabcabcabcabcyy'), 1)).toEqual([
      { start: 0, period: 1, count: 2 },
      { start: 2, period: 3, count: 4 },
      { start: 14, period: 1, count: 2 },
    ]);
  });

  it('prefers the short period among equals, and keeps to the least one', () => {
    expect(findRepeats(tokens('abababab'), 1)).toEqual([{ start: 0, period: 2, count: 4 }]);
    expect(findRepeats(tokens('abababab'), 3)).toEqual([{ start: 0, period: 4, count: 2 }]);
    expect(findRepeats(tokens('abcdef'), 1)).toEqual([]);
    expect(findRepeats([], 1)).toEqual([]);
  });

  it('begins where a cut costs least', () => {
    // Four and a half turns of "abc": the run may begin at any of three places that leave four whole ones.
    const boundary = (at: number): number => (at % 3 === 1 ? 0 : 5);
    expect(findRepeats(tokens('abcabcabcabcab'), 3, boundary)).toEqual([{ start: 1, period: 3, count: 4 }]);
  });
});
