import { createRandom } from '../core';
import type { Trace, TraceFigure } from './trace';

/**
 * A made-up trace, for tests and for fuzzing. @param version 1 is without the graphs' hashes, as links were at first.
 * What it gives for a seed is part of golden links and must not change.
 */
export function sampleTrace(steps: number, seed = 1, version: 1 | 2 = 2): Trace {
  const random = createRandom(seed);
  const figure = (kind: TraceFigure['kind'], relative: number): TraceFigure => ({
    kind,
    relative: Math.round(relative * 10_000) / 10_000,
    halfWidth: random.int(40) / 1000,
  });
  let anchor = 400;
  let relative = 1;
  const made = Array.from({ length: steps }, () => {
    anchor = Math.max(0, anchor + random.int(60) - 25);
    relative *= 1 - 0.01 * random.next();
    return {
      rule: random.int(130),
      anchor,
      variant: random.int(20) === 0 ? 1 : 0,
      predicted: figure('estimated', relative),
      measured: figure('measured', relative * (1 + 0.02 * random.normal())),
      verified: true,
    };
  });
  const hashes = createRandom(seed + 1);
  const digits = (n: number): string => Array.from({ length: n }, () => hashes.int(16).toString(16)).join('');
  return {
    model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'gallery', id: 'bert_mini' } },
    dims: { batch: 1, sequence: 128 },
    keptOutputs: null,
    ep: 'wasm',
    device: 'CPU',
    threads: 2,
    standardOps: false,
    versions: { dreamgraph: '0.1.0', 'onnxruntime-web': '1.30.0' },
    rules: { length: 130, hash: '0123456789abcdef' },
    agent: 'dreamgraph',
    seed: 7,
    originalMs: 31.4,
    speedup: { ratio: 1.26, ci95: [1.24, 1.28], confirmed: true },
    base: version === 1 ? null : 'c0ffee01',
    steps: made.map((step, i) => ({
      ...step,
      check: version === 1 ? null : digits(i === steps - 1 ? 8 : 2),
    })),
    current: Math.min(3, steps),
  };
}
