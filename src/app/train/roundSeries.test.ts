import { describe, expect, it } from 'vitest';
import type { RoundReport } from '../../workers/training/protocol';
import { roundSeries } from './roundSeries';

const report = (round: number, ratios: readonly (number | null)[]): RoundReport => ({
  round,
  dreamReturn: 0.2,
  realReturn: 0.1,
  dreamSteps: 3,
  realSteps: 3,
  best: ratios.map((ratio) => ({
    round,
    steps: 3,
    imagined: 0.2,
    estimated: 0.1,
    measured: ratio === null ? null : { ratio, low: ratio - 0.01, high: ratio + 0.01 },
  })),
  remark: null,
  maskF1: null,
  maskF1After5: null,
  runtimeError: null,
  episodes: 6,
  updates: 0,
  clocked: 0,
  realStepsPerSecond: 0,
  imaginedStepsPerSecond: 0,
});

describe('curves of rounds', () => {
  it('keep imagined, estimated and measured apart', () => {
    const series = roundSeries([report(0, []), report(1, [1.1, 1.2]), report(2, [null]), report(3, [1.15])]);
    expect(series.map(({ colour }) => colour)).toEqual(['--imagined', '--estimated', '--measured']);
    expect(series[2]?.values).toEqual([Number.NaN, 1.2, 1.2, 1.2]);
    expect(series[0]?.values[0]).toBeCloseTo(Math.exp(0.2));
  });

  it('have no measured line where the clock said nothing', () => {
    expect(roundSeries([report(0, []), report(1, [null])])).toHaveLength(2);
  });
});
