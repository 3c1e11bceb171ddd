import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenLink, goldenSteps } from '../../e2e/support/goldenLinks';
import { readTraceFile } from './file';
import { traceFromFragment } from './link';
import { sampleTrace } from './samples';
import type { Trace } from './trace';

// Links and files that were handed out must open for good: nothing here is ever regenerated.

/** What a private model's trace says, with everything that it may have. */
const privateTrace: Trace = {
  model: { sha256: '0f1e2d3c'.repeat(8), name: null, source: { kind: 'private' } },
  dims: { '#0': 1, '#1': 384 },
  keptOutputs: ['#0', '#2'],
  ep: 'webgpu',
  device: 'an adapter',
  threads: 1,
  standardOps: true,
  versions: { dreamgraph: '0.1.0', 'onnxruntime-web': '1.30.0' },
  rules: { length: 247, hash: '1076f53f' },
  agent: 'greedy',
  seed: 42,
  originalMs: 12.5,
  speedup: { ratio: 1.0712, ci95: [0.9944, 1.1532], confirmed: false },
  base: 'c0ffee01',
  steps: [
    {
      rule: 17,
      anchor: 230,
      variant: 2,
      predicted: { kind: 'imagined', relative: 0.9612, halfWidth: 0.021 },
      measured: { kind: 'measured', relative: 0.9703, halfWidth: 0.012 },
      verified: true,
      check: '9a',
    },
    {
      rule: 165,
      anchor: 12,
      variant: 0,
      predicted: { kind: 'estimated', relative: 0.9401, halfWidth: 0 },
      measured: null,
      verified: null,
      check: '0b1c2d3e',
    },
  ],
  current: 1,
};

describe('golden traces', () => {
  it('of version 2 of the contents say the same figures', async () => {
    const { steps, ...rest } = await traceFromFragment(goldenLink);
    expect(rest).toEqual({
      model: {
        sha256: '833e4a20b6bfdb160bf0634e7b5f2e80d0f264049a3546d30fca46ad68c0bb68',
        name: null,
        source: { kind: 'gallery', id: 'tiny_attention' },
      },
      dims: {},
      keptOutputs: null,
      ep: 'wasm',
      device: 'CPU',
      threads: 2,
      standardOps: false,
      versions: { 'onnxruntime-web': '1.30.0' },
      rules: { length: 244, hash: '6804a098' },
      agent: 'dreamgraph',
      seed: 1,
      originalMs: 0.0912,
      speedup: { ratio: 1.1615, ci95: [1.1151, 1.208], confirmed: true },
      base: 'eb57756f',
      current: 14,
    });
    expect(steps).toHaveLength(goldenSteps);
    expect(steps.map(({ rule }) => rule)).toEqual([10, 21, 26, 22, 22, 23, 22, 22, 22, 22, 22, 17, 22, 23]);
    expect(steps.map(({ anchor }) => anchor)).toEqual([
      21, 45, 47, 49, 52, 54, 56, 58, 61, 63, 65, 67, 60, 69,
    ]);
    expect(steps.map(({ predicted }) => predicted?.relative)).toEqual([
      1.0234, 1.0066, 1.0473, 0.9789, 0.994, 0.9405, 0.9384, 0.9246, 0.997, 0.9186, 0.9242, 0.966, 0.941,
      0.8674,
    ]);
    expect(steps.map(({ measured }) => measured?.relative)).toEqual([
      0.9943, 1.0148, 1.0007, 1.0002, 0.9948, 0.9541, 0.9234, 0.9398, 0.9286, 0.9311, 0.9088, 0.9486, 0.9376,
      0.8683,
    ]);
    expect(steps.map(({ check }) => check).join(' ')).toBe('00 68 f4 e6 11 c7 fe b1 2f f2 f6 a6 d5 6b765690');
    for (const { variant, verified, predicted, measured } of steps) {
      expect({ variant, verified }).toEqual({ variant: 0, verified: true });
      expect(predicted).toMatchObject({ kind: 'imagined', halfWidth: 0.04 });
      expect(measured).toMatchObject({ kind: 'measured', halfWidth: 0.012 });
    }
  });

  it('of version 3 open, of a sample and of a private model', async () => {
    // Both made on 29 November 2026.
    expect(
      await traceFromFragment(
        '#t1=Y15NADByJqUWlcTnZuZlMjCxJiWWJGcwchSnFpam5iWnNjAyMDA7B4QyMTBxpRSlJuamFyUWZLAa6BnqGfDn5-VVFJXmlWTmpuqWpyaxGeoZG-gZNDEKGBgaGZuYmplbWCYmJaekpiFpZWecMFWYcUfSh4SGFGZmbqdJbMYSXxnFZNOEjjEy9jExcnuInWTm6GKUYTzw_x3jnow_X8-H7vnW2wEA',
      ),
    ).toEqual(sampleTrace(3, 1));
    expect(
      await traceFromFragment(
        '#t1=Y-aX07XBhxkYmJiUDRiZlA0bmBlBTCZlI0auxDyFxJTEgpLUIkZGJq6UotTE3PSixIIMVgM9Qz0D_vy8vIqi0rySzNxU3fLUJDZDPWMDPYPvjByGBuZmaabGaWzpRampKZVajCcusDPdCL7h2xPFyKQneIa5nU10GyMP01LGzcy3WRgYD_x_xziLW0bXrrzx-kcA',
      ),
    ).toEqual(privateTrace);
  });

  it('in a file open', () => {
    const text = readFileSync(new URL('./golden/private.dreamtrace', import.meta.url), 'utf8');
    const { trace, structure } = readTraceFile(text);
    const names = { '17': 'fold-constants', '165': 'fuse-conv-activation' };
    const steps = privateTrace.steps.map((step, i) => (i === 0 ? { ...step, check: '9a8b7c6d' } : step));
    expect(trace).toEqual({ ...privateTrace, rules: { ...privateTrace.rules, names }, steps });
    expect(structure).toEqual(Uint8Array.of(8, 9));
  });
});
