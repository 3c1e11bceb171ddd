import { describe, expect, it } from 'vitest';
import { CodedError } from '../src/core';
import type { OptimizeReport } from '../src/workers/session/protocol';
import { optimizeSummary } from './optimizeSummary';

const step = {
  rule: 'eliminate-identity',
  site: 'n1',
  imaginedMs: 1520,
  imaginedLowMs: 1490,
  imaginedHighMs: 1550,
  measuredMs: 1234.5,
  verified: true,
};
const summary = (about: Partial<OptimizeReport>): string =>
  optimizeSummary({
    model: { name: 'm.onnx', sha256: '', nodes: 2, bytes: 9, weights: 'real' },
    fixedInputs: [],
    dims: {},
    ep: 'wasm',
    fellBack: null,
    device: 'a CPU',
    software: false,
    threads: 4,
    returned: 'rewritten',
    original: { medianMs: 2345.6, runs: 9, level: 'all' },
    candidate: { medianMs: 1234.5, runs: 9, level: 'all', nodes: 1 },
    speedup: { ratio: 1.9, ci95: [1.8, 2], noise: 0.01 },
    trouble: null,
    equivalence: { maxRel: 1e-6 },
    steps: [step],
    ...about,
  } as unknown as OptimizeReport);

describe('optimizeSummary', () => {
  it('writes seconds as milliseconds, without powers of ten', () => {
    const text = summary({});
    expect(text).toContain('m.onnx: ×1.900 (95 % interval 1.800–2.000), 2346 → 1235 ms on wasm (a CPU)');
    expect(text).toContain('~1520 (1490 to 1550)');
    expect(text).toContain('1 rewrite, outputs equal to 1.0e-6');
    expect(text).not.toMatch(/e\+/);
  });

  it('names outputs of which nothing could be compared', () => {
    const equivalence = { maxRel: 1e-6, uncompared: ['boxes'] } as unknown as OptimizeReport['equivalence'];
    expect(summary({ equivalence })).toContain('Nothing but the shape of boxes could be compared');
  });

  it('says for which sizes and weights the figures hold', () => {
    expect(summary({})).not.toMatch(/Measured with|Random weights/);
    expect(summary({ dims: { batch: 1, sequence: 128 } })).toContain(
      'Measured with batch = 1, sequence = 128; --dim gives other sizes.',
    );
    const model = { name: 'm.onnx', sha256: '', nodes: 2, bytes: 9, weights: 'random' } as const;
    expect(summary({ model })).toContain('Random weights stood in');
  });

  it('tells of no candidate where nothing was rewritten', () => {
    expect(summary({ returned: 'original', steps: [] })).toBe(
      'm.onnx: no rewrite was found that is worth timing, the original is returned (2346 ms on wasm (a CPU), 4 thread(s))',
    );
    expect(summary({ returned: 'original' })).toContain('nothing faster was confirmed');
  });

  it('says why nothing that was found could be returned', () => {
    const reason = 'all outputs are empty for these inputs';
    const equivalence = { maxRel: 0, reason } as OptimizeReport['equivalence'];
    const lines = summary({ returned: 'original', steps: [], equivalence }).split('\n');
    expect(lines[0]).toContain('m.onnx: no rewrite is known to compute the same, the original is returned');
    expect(lines[1]).toBe('All outputs are empty for these inputs.');
  });

  it('says why the figures are not to be believed, and why it ran elsewhere', () => {
    const trouble = new CodedError('MACHINE_NOISY', 'the original took 1 ms and then 9 ms').toData();
    const lines = summary({
      trouble,
      fellBack: 'WebGPU cannot run this model, so it runs on WASM: no kernel',
      returned: 'original',
    }).split('\n');
    expect(lines[1]).toMatch(/^Nothing is claimed: .*then 9 ms\. The machine is too busy/);
    expect(lines[2]).toBe('WebGPU cannot run this model, so it runs on WASM: no kernel.');
  });

  it('says that a software adapter tells nothing of a GPU, and of no other device', () => {
    const told = summary({ ep: 'webgpu', device: 'SwiftShader Device', software: true });
    expect(told).toContain('SwiftShader Device is a software adapter: these times say nothing of a GPU.');
    expect(summary({})).not.toContain('software');
  });
});
