import { expect, it } from 'vitest';
import type { OpenedModel, Target } from '../../workers/session/protocol';
import { baseName } from './base';

const named = (dim: number, kept: boolean, ep: 'wasm' | 'webgpu') =>
  baseName({
    model: {
      dims: [{ name: 'batch', value: dim, suggested: 1, inputs: [] }],
      outputs: [{ name: 'out', type: '', kept }],
    } as unknown as OpenedModel,
    target: { ep } as Target,
  });

it('is another for other dimensions, outputs, or another provider, and for nothing else', () => {
  const names = [
    named(1, true, 'wasm'),
    named(2, true, 'wasm'),
    named(1, false, 'wasm'),
    named(1, true, 'webgpu'),
  ];
  expect(new Set(names).size).toBe(4);
  expect(named(1, true, 'wasm')).toBe(names[0]);
});
