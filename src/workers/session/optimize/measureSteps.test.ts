import { describe, expect, it } from 'vitest';
import { measuredOf } from './measureSteps';

const times = { medianMs: 10, p10Ms: 9, p90Ms: 12 };

describe('measuredOf', () => {
  it('turns the interval of the ratio into one of milliseconds', () => {
    const figure = measuredOf({ ratio: 1.25, ci95: [1.2, 1.3], a: { medianMs: 12 }, b: times });
    expect(figure).toMatchObject({ ms: 10, low: 12 / 1.3, high: 10, ratio: 1.25 });
  });

  it('gives no figure without a finite interval', () => {
    for (const ci95 of [
      [0, 2],
      [0.5, Number.POSITIVE_INFINITY],
      [Number.NaN, Number.NaN],
    ] as const) {
      expect(measuredOf({ ratio: 1, ci95, a: { medianMs: 12 }, b: times })).toBeNull();
    }
  });
});
