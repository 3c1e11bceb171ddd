import { describe, expect, it } from 'vitest';
import { timeFor, timeForOperators } from './timeFor';

describe('timeFor', () => {
  it('gives small models less, large ones all that is allowed', () => {
    expect(timeFor({ seconds: 30, nodes: 66, ms: 25 })).toBeLessThan(11);
    expect(timeFor({ seconds: 30, nodes: 1010, ms: 500 })).toBe(30);
    expect(timeFor({ seconds: 60, nodes: 66, ms: 25 })).toBeCloseTo(
      2 * timeFor({ seconds: 30, nodes: 66, ms: 25 }),
      9,
    );
  });

  it('gives a small model what it needs where less than usual is allowed, and never more than that', () => {
    const small = { nodes: 66, ms: 25 };
    expect(timeFor({ ...small, seconds: 15 })).toBe(timeFor({ ...small, seconds: 30 }));
    expect(timeFor({ ...small, seconds: 2 })).toBe(2);
    expect(timeFor({ seconds: 15, nodes: 1010, ms: 500 })).toBe(15);
  });
});

describe('timeForOperators', () => {
  it('is a quarter of what is allowed, and of a small model less than half of what it needs', () => {
    expect(timeForOperators({ seconds: 30, nodes: 1010 })).toBe(7.5);
    const small = { seconds: 30, nodes: 66 };
    expect(timeForOperators(small)).toBeLessThan(timeFor({ ...small, ms: 0 }) / 2);
    expect(timeForOperators({ ...small, seconds: 60 })).toBeCloseTo(2 * timeForOperators(small), 9);
  });
});
