import { describe, expect, it } from 'vitest';
import { goalsOf } from './goals';
import type { Predictor, Runtime, WorldmodelRow } from './rows';

const row = (
  predictor: Predictor,
  runtime: Runtime,
  horizon: number,
  skill: number,
  mape = 0.02,
): WorldmodelRow => ({
  model: '(all)',
  predictor,
  runtime,
  split: 'seen',
  horizon,
  forecasts: 10,
  skill,
  mape,
  kendallTau: null,
  kendallTauApart: null,
  coverage90: 0.9,
  maskF1: 0.97,
  siteError: 0.1,
  endAccuracy: 1,
});
const speed = (what: string, batch: number, stepsPerSecond: number) => ({
  what,
  backend: 'wasm',
  batch,
  stepsPerSecond,
});

describe('goals of the world model', () => {
  const goals = goalsOf(
    [
      row('dreamgraph', 'estimated', 1, 0.9),
      row('dreamgraph', 'measured', 1, 0.95),
      row('dreamgraph, corrected', 'measured', 1, 0.7, 0.06),
      row('sum of operator costs', 'measured', 1, 0.75),
    ],
    [
      speed('dreamgraph', 1024, 9000),
      speed('dreamgraph', 64, 90_000),
      speed('engine, squeezenet1_1', 1, 1000),
      speed('engine and measuring, squeezenet1_1', 1, 0.5),
    ],
  );
  const goal = (words: string) => goals.find(({ goal: name }) => name.includes(words));

  it('hold the estimate against what is imagined, and the clock against what is corrected', () => {
    const skill = goal('seen, one step: skill');
    expect(skill?.estimated).toEqual({ reached: true, figure: '0.90' });
    expect(skill?.measured).toEqual({ reached: false, figure: '0.70' });
    expect(goal('mean error ≤ 5')?.measured).toEqual({ reached: false, figure: '6 %' });
  });
  it('say nothing where there is no figure', () => {
    expect(goal('seen, one step: Kendall')?.estimated).toBeNull();
    expect(goal('unseen, one step: skill')?.measured).toBeNull();
  });
  it('compare with the sum of operator costs and with real speeds', () => {
    expect(goal('seen, one step, by the clock')?.measured).toEqual({
      reached: false,
      figure: '0.70 against 0.75',
    });
    expect(goal('as fast as measuring')?.measured?.reached).toBe(true);
    expect(goal('faster than the engine')?.measured).toEqual({ reached: true, figure: '9.0 times' });
  });
});
