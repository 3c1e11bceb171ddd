import { describe, expect, it } from 'vitest';
import type { Imagined } from '../imagination';
import { dreamRewards } from './dreamRewards';
import { standardDreams } from './settings';

const settings = { ...standardDreams, temperature: 1, caution: 0, stepCost: 0 };
const state = (cost: number, more: Partial<Imagined> = {}): Imagined => ({
  depth: 0,
  samples: 1,
  latent: new Float32Array(1),
  counts: [1],
  logRatios: Float32Array.of(Math.log(cost)),
  logRatio: Math.log(cost),
  disagreement: 0,
  end: 0,
  ...more,
});
const dream = (states: readonly Imagined[]) => ({ states, member: 0, refused: new Set<number>() });
const rounded = (list: readonly number[]) => list.map((x) => Number(x.toFixed(6)));

describe('rewards of a dream', () => {
  const states = [state(1), state(0.8), state(0.9), state(0.5)];

  it('add up to the log of the speed-up, or to the share that is saved', () => {
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    expect(sum(dreamRewards(dream(states), settings))).toBeCloseTo(Math.log(2), 5);
    expect(rounded(dreamRewards(dream(states), { ...settings, reward: 'step' }))).toEqual([0.2, -0.1, 0.4]);
    expect(rounded(dreamRewards(dream(states), { ...settings, reward: 'end' }))).toEqual([0, 0, 0.5]);
  });

  it('count memory traffic where it is known, and say so where it is not', () => {
    const moved = [state(1, { trafficRatio: 1 }), state(0.8, { trafficRatio: 0.4 })];
    expect(rounded(dreamRewards(dream(moved), { ...settings, reward: 'traffic' }))).toEqual([0.4]);
    expect(() => dreamRewards(dream(states), { ...settings, reward: 'traffic' })).toThrow(/memory traffic/);
  });

  it('take off doubt and the cost of a step, but not from STOP', () => {
    const [first, doubtful] = [state(1), state(1, { disagreement: 0.2 })];
    const careful = { ...settings, caution: 0.5, stepCost: 0.01 };
    expect(rounded(dreamRewards(dream([first, doubtful, doubtful]), careful))).toEqual([-0.11, 0]);
  });

  it('go with one member as far as the temperature says', () => {
    const split = (low: number, high: number) =>
      state(1, { logRatios: Float32Array.of(low, high), logRatio: (low + high) / 2 });
    const two = { ...dream([split(0, 0), split(-0.2, 0)]), member: 0 };
    expect(rounded(dreamRewards(two, { ...settings, temperature: 0 }))).toEqual([0.1]);
    expect(rounded(dreamRewards(two, settings))).toEqual([0.2]);
  });

  it('of a step that was not believed are a small fine', () => {
    const refused = { ...dream([state(1), state(1)]), refused: new Set([0]) };
    expect(dreamRewards(refused, settings)).toEqual([-settings.plausible / 100]);
  });
});
