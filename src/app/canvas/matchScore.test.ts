import { describe, expect, it } from 'vitest';
import { matchScore } from './matchScore';

describe('matchScore', () => {
  it('prefers the start of a word', () => {
    expect(matchScore('matmul', 'mat')).toBeGreaterThan(matchScore('format', 'mat'));
    expect(matchScore('a/matmul', 'mat')).toBeGreaterThan(matchScore('format', 'mat'));
  });
  it('takes letters in order for less, and in another order for nothing', () => {
    expect(matchScore('layernormalization', 'lynorm')).toBeGreaterThan(0);
    expect(matchScore('layernormalization', 'lynorm')).toBeLessThan(matchScore('layernormalization', 'norm'));
    expect(matchScore('matmul', 'lumtam')).toBe(0);
  });
});
