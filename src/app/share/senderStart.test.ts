import { describe, expect, it } from 'vitest';
import type { TraceStep } from '../../trace';
import { senderStart } from './senderStart';
import { privateTrace } from './testing';

const step = (relative: number | null, imagined: number | null): TraceStep => ({
  rule: 0,
  anchor: 0,
  variant: 0,
  predicted: imagined === null ? null : { kind: 'imagined', relative: imagined, halfWidth: 0.01 },
  measured: relative === null ? null : { kind: 'measured', relative, halfWidth: 0.01 },
  verified: null,
  check: null,
});

const trace = privateTrace([step(0.9, 0.95), step(null, 0.85), step(null, null)]);
const shared = { trace, phase: 'replayed', valid: 3 } as const;

describe('senderStart', () => {
  it('is on the scale of the sender’s clock at every step', () => {
    expect(senderStart(shared, 0)).toEqual({ ms: 40, source: 'measured', by: 'sender' });
    expect(senderStart(shared, 1)).toEqual({ ms: 36, source: 'measured', by: 'sender' });
    expect(senderStart(shared, 2)).toEqual({ ms: 34, source: 'imagined', by: 'sender' });
    expect(senderStart(shared, 3)).toEqual({ ms: 32, source: 'measured', by: 'sender' });
  });
  it('is unknown where the sender has no clock, or the step is the person’s own', () => {
    expect(senderStart(null, 0)).toBeNull();
    expect(senderStart({ ...shared, valid: 1 }, 2)).toBeNull();
    expect(senderStart({ ...shared, phase: 'waiting' }, 1)).toBeNull();
    expect(senderStart({ ...shared, trace: { ...trace, originalMs: null } }, 1)).toBeNull();
  });
});
