import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import {
  bootstrapMidmean,
  kendallTau,
  median,
  midmean,
  normalCdf,
  quantile,
  studentT975,
} from './statistics';

describe('statistics', () => {
  it('interpolates quantiles', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(quantile([5], 0.9)).toBe(5);
  });

  it('averages the middle half', () => {
    expect(midmean([1, 2, 3, 4])).toBeCloseTo(2.5);
    expect(midmean([1, 2, 3, 1000])).toBeCloseTo(2.5);
    expect(midmean([7])).toBe(7);
    expect(midmean([1, 2])).toBeCloseTo(1.5);
  });

  it('knows the normal and the t distribution', () => {
    expect(normalCdf(1.959964)).toBeCloseTo(0.975, 6);
    expect(studentT975(9)).toBeCloseTo(2.262, 3);
    expect(studentT975(30)).toBeCloseTo(2.042, 3);
  });

  it('holds the truth in about 95 % of intervals, with few and noisy values', () => {
    const random = createRandom(11);
    let held = 0;
    const trials = 400;
    for (let trial = 0; trial < trials; trial++) {
      // Normal noise, and one round in ten that something else disturbed.
      const values = Array.from({ length: 16 }, () => random.normal() * (random.next() < 0.1 ? 10 : 1));
      const { low, high } = bootstrapMidmean(values, trial, 400);
      if (low <= 0 && high >= 0) held++;
    }
    expect(held / trials).toBeGreaterThan(0.92);
  });

  it('ranks', () => {
    expect(kendallTau([1, 2, 3], [10, 20, 30])).toBe(1);
    expect(kendallTau([1, 2, 3], [30, 20, 10])).toBe(-1);
    expect(kendallTau([1, 1], [1, 2])).toBeNull();
  });
});
