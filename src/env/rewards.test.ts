import { describe, expect, it } from 'vitest';
import { rewardsOf } from './rewards';

describe('rewards', () => {
  const costs = [10, 8, 9, 5];
  const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

  it('add up to the log of the speed-up', () => {
    expect(sum(rewardsOf('log', { costs }))).toBeCloseTo(Math.log(2), 12);
  });
  it('of RLFlow add up to the share that was saved', () => {
    expect(sum(rewardsOf('step', { costs }))).toBeCloseTo(0.5, 12);
    expect(rewardsOf('end', { costs })).toEqual([0, 0, 0.5]);
    expect(sum(rewardsOf('traffic', { costs, traffic: [4, 4, 4, 1] }))).toBeCloseTo(0.625, 12);
  });
  it('of no step are none', () => {
    expect(rewardsOf('log', { costs: [3] })).toEqual([]);
  });
});
