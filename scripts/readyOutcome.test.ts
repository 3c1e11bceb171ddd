import { describe, expect, it } from 'vitest';
import { readyOutcome } from './readyOutcome';

describe('readyOutcome', () => {
  it.each([
    [1.2, 1.3, true, 'gained'],
    [0.97, 1.02, false, 'nothing'],
    [0.8, 0.9, false, 'nothing'],
    [0.98, 1.24, false, 'unsettled'],
    [1.01, 1.1, false, 'unsettled'],
  ] as const)('of an interval from %d to %d, confirmed: %s, is %s', (low, high, confirmed, outcome) => {
    const speedup = { ratio: Math.sqrt(low * high), ci95: [low, high], confirmed } as const;
    expect(readyOutcome({ speedup })).toBe(outcome);
  });

  it('of what was not measured says so', () => {
    expect(readyOutcome({ speedup: null })).toBe('unmeasured');
  });
});
