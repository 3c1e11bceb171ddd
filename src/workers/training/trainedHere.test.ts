import { describe, expect, it } from 'vitest';
import type { Plan } from './plan';
import { goingOn, trainedHereOf } from './trainedHere';

const plan = { updates: 60, batch: 32, unroll: 5, learningRate: 2e-3 };
const asked = { updates: 400, batch: 16, unroll: 5, learningRate: 7e-4, checkEvery: 25 } as Plan;

describe('what a checkpoint says of its run', () => {
  it('is its seed, its plan, and what it was begun with', () => {
    const trainedHere = { seed: 3, updates: 20, options: { seed: 3, ...plan }, begunWith: 'nothing' };
    expect(trainedHereOf({ trainedHere })).toEqual({ seed: 3, plan, fromNothing: true });
    const tuned = { ...trainedHere, begunWith: 'checkpoint' };
    expect(trainedHereOf({ trainedHere: tuned }).fromNothing).toBe(false);
  });

  it('is found out of older files as well', () => {
    const trainedHere = { seed: 3, updates: 20, options: { seed: 3, ...plan } };
    expect(trainedHereOf({ trainedHere }).fromNothing).toBe(true);
    const shipped = { script: 'scripts/train.ts', datasets: [] };
    expect(trainedHereOf({ ...shipped, trainedHere }).fromNothing).toBe(false);
    expect(trainedHereOf(shipped)).toEqual({ seed: null, plan: null, fromNothing: false });
    for (const odd of [{ batch: -1 }, { batch: 1e9 }, { unroll: 65 }, { updates: 1e9 }, { learningRate: 2 }])
      expect(trainedHereOf({ trainedHere: { options: { ...plan, ...odd } } }).plan).toBeNull();
  });

  it('is what a run goes on by, for as many updates as the longer of the two has', () => {
    expect(goingOn(asked, plan)).toEqual({ ...plan, updates: 400, checkEvery: 25 });
    expect(goingOn({ ...asked, updates: 10 }, plan).updates).toBe(60);
    expect(goingOn(asked, null)).toBe(asked);
  });
});
