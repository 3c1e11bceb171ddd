import { describe, expect, it } from 'vitest';
import { stepView } from '../testing';
import { extentOf, isLost, scaleTicks, seriesOf, ticks } from './series';

const step = (n: number, ms: number | null) =>
  stepView(n, {
    estimated: { ms: 30 - n, low: 29 - n, high: 31 - n },
    measured:
      ms === null ? null : { ms, low: ms - 0.2, high: ms + 0.2, ratio: 31.4 / ms, ratioLow: 1, ratioHigh: 2 },
  });

describe('series', () => {
  it('takes the original from the steps until the confirmation is in', () => {
    const series = seriesOf([step(1, 30), step(2, null)], null);
    expect(series.original).toBeCloseTo(31.4);
    expect(series.measured.map((p) => p.step)).toEqual([0, 1]);
    expect(series.estimated.map((p) => p.ms)).toEqual([29, 28]);
  });
  it('begins what is imagined and estimated where the original is, where that is known', () => {
    const priced = { ...step(1, 30), startMs: 31, imagined: { ms: 29, low: 28, high: 30 } };
    const series = seriesOf([priced], null);
    expect(series.imagined.map(({ step: at, ms }) => [at, ms])).toEqual([
      [0, 31],
      [1, 29],
    ]);
    expect(series.estimated.map(({ ms }) => ms)).toEqual([31, 29]);
    expect(seriesOf([step(1, null)], null).imagined).toEqual([]);
  });
  it('shows the other run of a race on the scale of one original', () => {
    const rival = { who: 'you', rewrites: 2, ratio: 2, kind: 'measured', originalMs: 40, on: null } as const;
    expect(seriesOf([], null, rival).rival).toBe(20);
    expect(seriesOf([step(1, 30)], null, rival).rival).toBeCloseTo(15.7);
    expect(seriesOf([], null, { ...rival, ratio: null }).rival).toBeNull();
  });
  it('has no extent without figures', () => {
    expect(extentOf(seriesOf([], null))).toBeNull();
  });
  it('leaves air around the figures', () => {
    const extent = extentOf(seriesOf([step(1, 30), step(2, 25)], null));
    expect(extent?.[0]).toBeLessThan(24.8);
    expect(extent?.[1]).toBeGreaterThan(31.4);
  });
  it('has an extent for more figures than a call takes arguments', () => {
    const measured = Array.from({ length: 200_000 }, (_, i) => ({ step: i, ms: 30, low: 29, high: 31 }));
    const [low = 0, high = 0] = extentOf({ ...seriesOf([], null), measured }) ?? [];
    expect(low).toBeLessThan(29);
    expect(high).toBeGreaterThan(31);
  });
  it('places ticks on round numbers', () => {
    expect(ticks(23.6, 32.2, 4)).toEqual([25, 30]);
    expect(ticks(0.031, 0.052, 4)).toEqual([0.04, 0.05]);
    expect(ticks(5, 5, 4)).toEqual([5]);
  });
  it('has two ticks at least, as one tells no scale', () => {
    expect(ticks(20.7, 29, 4)).toEqual([25]);
    expect(scaleTicks(20.7, 29, 4)).toEqual([22, 24, 26, 28]);
    expect(scaleTicks(23.6, 32.2, 4)).toEqual([25, 30]);
    expect(scaleTicks(5, 5, 4)).toEqual([5]);
  });
  it('holds the band of a flat dream, and cuts one that would flatten the curve', () => {
    const imagined = (low: number, high: number) => ({ ...step(1, null), imagined: { ms: 29, low, high } });
    const within = (low: number, high: number) => {
      const [least = 0, most = 0] = extentOf(seriesOf([imagined(low, high)], null)) ?? [];
      return least <= low && most >= high;
    };
    expect(within(26, 33)).toBe(true);
    expect(within(10, 70)).toBe(false);
  });
  it('draws nothing of a dream that has lost its way', () => {
    expect(isLost({ low: 1, high: 9 })).toBe(false);
    expect(isLost({ low: 1e-9, high: 1e12 })).toBe(true);
    expect(isLost({ low: 0, high: Number.POSITIVE_INFINITY })).toBe(true);
    const lost = { ...step(2, null), imagined: { ms: 1e-6, low: 1e-12, high: 1e9 } };
    const series = seriesOf([{ ...step(1, 30), imagined: { ms: 29, low: 28, high: 30 } }, lost], null);
    expect(series.imagined.map((p) => p.step)).toEqual([1]);
  });
});
