import { describe, expect, it } from 'vitest';
import type { Trace } from '../../trace';
import { fieldsOf, stepWords } from './fields';

const trace: Trace = {
  model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'private' } },
  dims: { '#0': 128 },
  keptOutputs: ['#1'],
  ep: 'webgpu',
  device: 'an adapter',
  threads: 3,
  standardOps: true,
  versions: { ort: '1.30.0' },
  rules: { length: 277, hash: '01234567' },
  agent: 'greedy',
  seed: 42,
  originalMs: 31.4,
  speedup: { ratio: 1.26, ci95: [1.2, 1.3], confirmed: true },
  base: '89abcdef',
  steps: [],
  current: 0,
};

describe('fieldsOf', () => {
  it('shows every field that a trace has', () => {
    const text = fieldsOf(trace)
      .map(({ value }) => value)
      .join('\n');
    for (const shown of ['abababab', 'Left out', 'stays here', '128', 'no. 2', 'WebGPU', 'an adapter', '3'])
      expect(text).toContain(shown);
    for (const shown of [
      'ai.onnx',
      'ort 1.30.0',
      '277',
      '01234567',
      'greedy',
      '42',
      '31.4',
      '×1.26',
      '89abcdef',
    ])
      expect(text).toContain(shown);
    // A field that is added to the trace needs a row of its own (the model has three).
    expect(fieldsOf(trace)).toHaveLength(Object.keys(trace).length + 2);
  });

  it('claims no speed-up that was not confirmed', () => {
    const speedup = { ratio: 1.13, ci95: [0.98, 1.24], confirmed: false } as const;
    const shown = fieldsOf({ ...trace, speedup }).find(({ label }) => label === 'Speed-up')?.value;
    expect(shown?.replaceAll('\u202f', ' ')).toBe('×1.13, not confirmed: 0.980 – 1.24 includes no change');
  });

  it('says a step in words', () => {
    const step = {
      rule: 4,
      anchor: 17,
      variant: 1,
      predicted: { kind: 'imagined', relative: 0.953, halfWidth: 0.02 },
      measured: null,
      verified: true,
      check: '3f2a',
    } as const;
    expect(stepWords(step)).toBe(
      'node 17, match 1 · imagined 0.953 ± 0.020 of the original · outputs checked · hash 3f2a',
    );
  });
});
