import { describe, expect, it } from 'vitest';
import { MOST_VISITS, Visits } from './visits';

const timed = (times: readonly (number | null | 'failed')[], before: number | null = null): Visits => {
  const visits = new Visits(before);
  for (const ms of times) visits.add(ms);
  return visits;
};

describe('timings of one group', () => {
  it('are settled when the lowest has been met twice, wherever a slow moment fell', () => {
    expect(timed([1]).settled).toBe(false);
    expect(timed([1, 1.02]).settled).toBe(true);
    expect(timed([1.9, 1]).settled).toBe(false);
    expect(timed([1.9, 1, 1.01])).toMatchObject({ settled: true, ms: 1 });
    expect(timed([1, 1.9, 1.01])).toMatchObject({ settled: true, ms: 1 });
  });

  it('end after some visits, on a machine that is never the same', () => {
    const times = Array.from({ length: MOST_VISITS }, (_, i) => 2 - 0.2 * i);
    expect(timed(times.slice(1)).settled).toBe(false);
    expect(timed(times).settled).toBe(true);
    expect(timed(times).ms).toBeCloseTo(1.2);
  });

  it('go on from what an earlier session left, and stop at once where there is nothing to time', () => {
    expect(timed([1.01], 1)).toMatchObject({ settled: true, ms: 1 });
    expect(timed([0.5], 1)).toMatchObject({ settled: false, ms: 0.5 });
    expect(timed([null])).toMatchObject({ settled: true, over: true, ms: null });
    expect(timed(['failed'])).toMatchObject({ settled: false, over: true, expected: 0, ms: null });
  });

  it('say how many are to come', () => {
    expect([timed([]).expected, timed([1]).expected, timed([1, 1]).expected]).toEqual([2, 1, 0]);
    expect(timed([], 1).expected).toBe(1);
  });
});
