import { describe, expect, it } from 'vitest';
import { cutBand } from './cutBand';

const at = (step: number, low: number, high: number) => ({ step, low, high });

describe('a band in a chart', () => {
  it('is drawn whole where it fits', () => {
    const { outline, cuts } = cutBand([at(0, 10, 10), at(1, 9, 11)], [5, 15]);
    expect(outline).toEqual([
      { step: 0, ms: 10 },
      { step: 1, ms: 11 },
      { step: 1, ms: 9 },
      { step: 0, ms: 10 },
    ]);
    expect(cuts).toEqual([]);
  });

  it('leaves at the slope that it has, and tells where', () => {
    const { outline, cuts } = cutBand([at(0, 10, 10), at(2, 10, 20)], [5, 15]);
    expect(outline.slice(0, 3)).toEqual([
      { step: 0, ms: 10 },
      { step: 1, ms: 15 },
      { step: 2, ms: 15 },
    ]);
    expect(cuts).toEqual([{ edge: 'top', from: 1, to: 2 }]);
  });

  it('may leave and come back', () => {
    const band = [at(0, 10, 10), at(1, 0, 20), at(2, 10, 10), at(3, 0, 10), at(4, 0, 10)];
    const { cuts } = cutBand(band, [5, 15]);
    expect(cuts).toEqual([
      { edge: 'top', from: 0.5, to: 1.5 },
      { edge: 'bottom', from: 0.5, to: 1.5 },
      { edge: 'bottom', from: 2.5, to: 4 },
    ]);
  });

  it('has no end where an interval has none', () => {
    const { outline, cuts } = cutBand(
      [at(0, 10, 10), at(1, 0, Number.POSITIVE_INFINITY), at(2, 9, 11)],
      [5, 15],
    );
    expect(outline.every(({ step, ms }) => Number.isFinite(step) && Number.isFinite(ms))).toBe(true);
    expect(cuts.map(({ edge }) => edge)).toEqual(['top', 'bottom']);
  });
});
