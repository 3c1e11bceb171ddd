import { describe, expect, it } from 'vitest';
import type { Trace, TraceFigure } from '../../trace';
import type { Series } from '../timeline/series';
import { senderSeries } from './senderSeries';
import { privateTrace } from './testing';

const figure = (kind: TraceFigure['kind'], relative: number): TraceFigure => ({
  kind,
  relative,
  halfWidth: 0.02,
});
const step = (measured: number | null): Trace['steps'][number] => ({
  rule: 0,
  anchor: 0,
  variant: 0,
  predicted: figure('imagined', 0.95),
  measured: measured === null ? null : figure('measured', measured),
  verified: true,
  check: null,
});
const trace = privateTrace([step(0.9), step(null)]);
const nothing: Series = { imagined: [], estimated: [], measured: [], original: null, rival: null };
const ms = (points: readonly { readonly ms: number }[]) => points.map((p) => Number(p.ms.toFixed(3)));

describe('senderSeries', () => {
  it('is in the sender’s milliseconds until something is measured here', () => {
    const { sender, unit, series } = senderSeries(nothing, trace, 2);
    expect(unit).toBe('ms');
    expect(ms(sender)).toEqual([40, 36, 32]);
    expect(ms(series.imagined)).toEqual([40, 38, 38]);
    expect(series.original).toBe(40);
  });

  it('is relative to the original once both machines have figures', () => {
    const own = { ...nothing, original: 10, measured: [{ step: 2, ms: 8.5, low: 8, high: 9 }] };
    const { sender, unit, series } = senderSeries(own, trace, 2);
    expect(unit).toBe('share');
    expect(ms(sender)).toEqual([1, 0.9, 0.8]);
    expect(ms(series.measured)).toEqual([0.85]);
    expect(series.original).toBe(1);
  });

  it('has the other run of a race on the same scale', () => {
    const own = { ...nothing, original: 30, rival: 25 };
    expect(senderSeries(own, trace, 1).series.rival).toBeCloseTo(25 / 30);
    expect(senderSeries({ ...nothing, rival: 25 }, trace, 1).series.rival).toBeNull();
    expect(senderSeries({ ...nothing, original: 30 }, trace, 1).series.rival).toBeNull();
  });

  it('leaves out what is no longer the sender’s', () => {
    expect(ms(senderSeries(nothing, trace, 1).sender)).toEqual([40, 36]);
  });

  it('is relative where the sender’s original was not measured', () => {
    const { unit, series, sender } = senderSeries(
      nothing,
      { ...trace, originalMs: null, speedup: null, steps: [step(null)] },
      1,
    );
    expect(unit).toBe('share');
    expect(sender).toEqual([]);
    expect(series.original).toBeNull();
    expect(ms(series.imagined)).toEqual([1, 0.95]);
  });
});
