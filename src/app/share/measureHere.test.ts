import { describe, expect, it } from 'vitest';
import { coarseToFine } from './measureHere';

describe('coarseToFine', () => {
  it('begins with the result and ends with every step', () => {
    expect(coarseToFine(7)).toEqual([7, 4, 2, 6, 1, 3, 5]);
    expect(coarseToFine(1)).toEqual([1]);
    expect(coarseToFine(0)).toEqual([]);
    expect([...coarseToFine(34)].sort((a, b) => a - b)).toEqual(Array.from({ length: 34 }, (_, i) => i + 1));
  });
});
