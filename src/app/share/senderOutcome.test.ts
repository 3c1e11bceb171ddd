import { describe, expect, it } from 'vitest';
import type { TraceStep } from '../../trace';
import { senderOutcome } from './senderOutcome';

const step: TraceStep = {
  rule: 1,
  anchor: 2,
  variant: 0,
  predicted: null,
  measured: { kind: 'measured', relative: 0.8, halfWidth: 0.05 },
  verified: true,
  check: null,
};

describe('senderOutcome', () => {
  it('is the comparison where there is one', () => {
    const speedup = { ratio: 1.2, ci95: [1.1, 1.3], confirmed: true } as const;
    expect(senderOutcome({ speedup, steps: [step] })).toEqual(speedup);
  });

  it('is the last step’s figure otherwise, which confirms nothing', () => {
    const found = senderOutcome({ speedup: null, steps: [step] });
    expect(found?.ratio).toBeCloseTo(1.25);
    expect(found?.ci95[0]).toBeCloseTo(1 / 0.85);
    expect(found?.confirmed).toBe(false);
  });

  it('is nothing where nothing was measured', () => {
    expect(senderOutcome({ speedup: null, steps: [{ ...step, measured: null }] })).toBeNull();
    expect(senderOutcome({ speedup: null, steps: [] })).toBeNull();
  });
});
