import { describe, expect, it } from 'vitest';
import type { Trace, TraceStep } from '../../trace';
import { senderStart } from './senderStart';

const step = (relative: number | null, imagined: number | null): TraceStep => ({
  rule: 0,
  anchor: 0,
  variant: 0,
  predicted: imagined === null ? null : { kind: 'imagined', relative: imagined, halfWidth: 0.01 },
  measured: relative === null ? null : { kind: 'measured', relative, halfWidth: 0.01 },
  verified: null,
  check: null,
});

const trace: Trace = {
  model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'private' } },
  dims: {},
  keptOutputs: null,
  ep: 'wasm',
  device: '',
  threads: 1,
  standardOps: false,
  versions: {},
  rules: { length: 1, hash: '01234567' },
  agent: 'greedy',
  seed: 1,
  originalMs: 40,
  speedup: { ratio: 1.25, ci95: [1.2, 1.3], confirmed: true },
  base: null,
  steps: [step(0.9, 0.95), step(null, 0.85), step(null, null)],
  current: 0,
};
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
