import { describe, expect, it } from 'vitest';
import { createDummyEnv } from '../env/dummyEnv';
import type { Episode } from '../env/episode';
import type { Forecast } from './forecast';
import { scoreForecasts } from './score';

const state = createDummyEnv(4).observe({ at: 0 });
const episode = (model: string): Episode => ({
  model,
  states: [state],
  actions: [],
  costs: Float64Array.of(1),
  end: 'length',
});
const one = episode('one');

/** A forecast of one step from the same start. */
const told = (imagined: number, real: number, of = one): Forecast =>
  ({
    episode: of,
    from: 0,
    horizon: 1,
    imagined,
    real,
    deviation: 0.01,
    end: 0,
    counts: state.counts,
    realCounts: state.counts,
  }) as Forecast;

describe('scores of forecasts', () => {
  it('measure skill against "nothing changes", over what moved by more than the noise', () => {
    const { skill } = scoreForecasts([told(-0.1, -0.2), told(0.5, 0.0001)], 1.64, 1e-3);
    expect(skill).toBeCloseTo(0.75, 6);
    expect(scoreForecasts([told(0.5, 0.0001)], 1.64, 1e-3).skill).toBeNull();
  });

  it('order forecasts of one start alone, and say what that comes to where the noise can tell them apart', () => {
    // The two small ones are in the wrong order, by less than the noise.
    const mine = [told(-0.3, -0.3), told(-0.0002, -0.0001), told(-0.0001, -0.0002)];
    const { kendallTau, kendallTauApart } = scoreForecasts(mine, 1.64, 1e-3);
    expect(kendallTau).toBeCloseTo(1 / 3, 6);
    expect(kendallTauApart).toBe(1);
    const other = told(5, -5, episode('other'));
    expect(scoreForecasts([...mine, other], 1.64, 1e-3).kendallTau).toBeCloseTo(1 / 3, 6);
  });

  it('count what lies in the intervals, and rules that are rightly thought legal', () => {
    const { coverage90, maskF1, mape } = scoreForecasts([told(0, 0.01), told(0, 0.1)], 1.64, 1e-3);
    expect(coverage90).toBe(0.5);
    expect(maskF1).toBe(1);
    expect(mape).toBeCloseTo((1 - Math.exp(-0.01) + 1 - Math.exp(-0.1)) / 2, 6);
  });
});
