import { describe, expect, it } from 'vitest';
import {
  chanceOf,
  geometricMean,
  holm,
  meanRatio,
  original,
  quotient,
  standing,
  timeRatio,
} from './statistics';
import { confirmOf } from './testing';

describe('ratios within rounds', () => {
  const record = confirmOf({ a: 1.2, b: 1.1, c: 1.1 });

  it('see through what slows whole rounds', () => {
    const speedup = timeRatio(record, [original], ['a']);
    expect(speedup?.ratio).toBeCloseTo(1.2, 2);
    expect((speedup?.ci95[1] ?? 0) - (speedup?.ci95[0] ?? 0)).toBeLessThan(0.02);
  });

  it('compare two columns, and geometric means of columns', () => {
    expect(timeRatio(record, ['b'], ['a'])?.ratio).toBeCloseTo(1.2 / 1.1, 2);
    expect(timeRatio(record, ['a', original], ['b'])?.ratio).toBeCloseTo(1.1 / Math.sqrt(1.2), 2);
  });

  it('are exactly 1 for a side against itself, and null for what was not timed', () => {
    expect(timeRatio(record, ['a'], ['a'])).toEqual({ ratio: 1, ci95: [1, 1] });
    expect(timeRatio(record, [original], ['absent'])).toBeNull();
    expect(timeRatio(record, [], ['a'])).toBeNull();
  });

  it('tell ahead, behind and equal by the interval', () => {
    const against = (first: string, second: string) => {
      const ratio = timeRatio(record, [first], [second]);
      return ratio && standing(ratio);
    };
    expect(against('b', 'a')).toBe('ahead');
    expect(against('a', 'b')).toBe('behind');
    expect(standing({ ratio: 1.01, ci95: [0.99, 1.03] })).toBe('equal');
  });
});

describe('ratios measured apart', () => {
  const [a, b] = [
    { ratio: 1.2, ci95: [1.17, 1.23] as const },
    { ratio: 1.1, ci95: [1.08, 1.12] as const },
  ];

  it('a quotient is wider than either', () => {
    const { ratio, ci95 } = quotient(a, b);
    expect(ratio).toBeCloseTo(1.2 / 1.1);
    expect(ci95[0] / ratio).toBeLessThan(1.17 / 1.2);
    expect(ci95[1] / ratio).toBeGreaterThan(1.23 / 1.2);
  });

  it('a mean is narrower', () => {
    const { ratio, ci95 } = meanRatio([a, a, a, a]);
    expect(ratio).toBeCloseTo(1.2);
    expect(ci95[0]).toBeGreaterThan(1.17);
    expect(geometricMean([2, 8])).toBeCloseTo(4);
  });
});

describe('many comparisons', () => {
  it('know how likely each is by chance, by the side of its interval that faces 1', () => {
    expect(chanceOf({ ratio: 0.9, ci95: [0.5, 1] })).toBeCloseTo(0.05, 3);
    expect(chanceOf({ ratio: 1.1, ci95: [1, 9] })).toBeCloseTo(0.05, 3);
    expect(chanceOf({ ratio: 0.9, ci95: [0.88, 0.92] })).toBeLessThan(1e-4);
    expect(chanceOf({ ratio: 1, ci95: [1, 1] })).toBe(1);
  });

  it('know it by Student where the degrees of freedom are known: tails are wider then', () => {
    for (const freedom of [1, 2, 3, 4, 7, 12])
      expect(chanceOf({ ratio: 0.9, ci95: [0.5, 1], freedom })).toBeCloseTo(0.05, 2);
    // t = 5.841 with three degrees of freedom leaves one in a hundred, t = 4.604 with four as well.
    const at = (halves: number, freedom: number) =>
      chanceOf({ ratio: Math.exp(halves), ci95: [Math.exp(halves - 1), Math.exp(halves + 1)], freedom });
    expect(at(5.841 / 3.182, 3)).toBeCloseTo(0.01, 3);
    expect(at(4.604 / 2.776, 4)).toBeCloseTo(0.01, 3);
    const measured = timeRatio(confirmOf({ a: 1.2 }), [original], ['a']);
    expect(measured?.freedom).toBe(3);
    expect(measured && quotient(measured, { ...measured, freedom: 2 }).freedom).toBe(2);
  });

  it('keep what is too unlikely for so many of them', () => {
    // 0.05 ÷ 4, ÷ 3, ÷ 2: the third fails, and with it what is less unlikely.
    expect(holm([0.026, 0.001, 0.9, 0.016])).toEqual([false, true, false, true]);
    expect(holm([0.02, 0.02, 0.02])).toEqual([false, false, false]);
    expect(holm([0.01, 0.02, 0.03])).toEqual([true, true, true]);
    expect(holm([])).toEqual([]);
  });
});
