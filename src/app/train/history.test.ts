import { describe, expect, it } from 'vitest';
import { noLosses } from '../stores/training';
import { smooth, withUpdates } from './history';

const batch = (first: number, loss: readonly number[]) => ({
  first,
  loss,
  parts: { runtime: loss.map((x) => 2 * x) },
  updatesPerSecond: 1,
});

describe('withUpdates', () => {
  it('appends', () => {
    const history = withUpdates(withUpdates(noLosses, batch(1, [5, 4])), batch(3, [3]));
    expect(history).toEqual({ update: [1, 2, 3], loss: [5, 4, 3], parts: { runtime: [10, 8, 6] } });
  });

  it('replaces what was made again from a checkpoint', () => {
    const history = withUpdates(withUpdates(noLosses, batch(1, [5, 4, 3])), batch(2, [9]));
    expect(history).toEqual({ update: [1, 2], loss: [5, 9], parts: { runtime: [10, 18] } });
  });
});

describe('smooth', () => {
  it('leaves a constant alone, from the first value on', () => {
    expect(smooth([2, 2, 2], 10).map((x) => Number(x.toFixed(9)))).toEqual([2, 2, 2]);
  });
  it('passes over what is no number', () => {
    expect(smooth([Number.NaN, 4, Number.NaN], 4)).toEqual([Number.NaN, 4, 4]);
  });
});
