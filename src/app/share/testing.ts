import type { Trace } from '../../trace';

/** For tests: a private model's trace whose sender measured 40 ms and gained a quarter. */
export const privateTrace = (steps: Trace['steps']): Trace => ({
  model: { sha256: 'ab'.repeat(32), name: null, source: { kind: 'private' } },
  dims: {},
  keptOutputs: null,
  ep: 'wasm',
  device: 'CPU',
  threads: 1,
  standardOps: false,
  versions: {},
  rules: { length: 1, hash: '01234567' },
  agent: 'greedy',
  seed: 1,
  originalMs: 40,
  speedup: { ratio: 1.25, ci95: [1.2, 1.3], confirmed: true },
  base: null,
  steps,
  current: 0,
});
