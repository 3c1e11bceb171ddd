import { describe, expect, it } from 'vitest';
import { timeFor } from './timeFor';

describe('timeFor', () => {
  it('gives small models less, large ones all that is allowed', () => {
    expect(timeFor({ seconds: 30, nodes: 66, ms: 25 })).toBeLessThan(11);
    expect(timeFor({ seconds: 30, nodes: 1010, ms: 500 })).toBe(30);
    expect(timeFor({ seconds: 60, nodes: 66, ms: 25 })).toBeCloseTo(
      2 * timeFor({ seconds: 30, nodes: 66, ms: 25 }),
      9,
    );
  });
});
