import { expect, it } from 'vitest';
import type { OptimizeReport, Target } from '../../workers/session/protocol';
import { clockTarget } from './clockTarget';

const one = { ep: 'wasm', threads: 1, adapter: null, software: false, unavailable: null } as Target;
const four = { ...one, threads: 4 };
const gpu = { ...one, ep: 'webgpu', adapter: 'an adapter', software: true } as Target;
const resultOn = ({ ep, threads }: Target) => ({ ep, threads }) as OptimizeReport;
const targets = [four, one, gpu];

it('is the chosen one, and beside a result the result’s own', () => {
  expect(clockTarget({ target: one, targets, result: null })).toBe(one);
  expect(clockTarget({ target: one, targets, result: resultOn(one) })).toBe(one);
  expect(clockTarget({ target: one, targets, result: resultOn(four) })).toEqual(four);
  expect(clockTarget({ target: four, targets, result: resultOn(gpu) })).toBe(gpu);
});

it('is WASM where the result fell back to it, also where WebGPU is chosen', () => {
  expect(clockTarget({ target: gpu, targets, result: resultOn(four) })).toEqual(four);
  expect(clockTarget({ target: gpu, targets: [gpu], result: resultOn(four) })).toEqual(four);
});

it('is none before there are any', () => {
  expect(clockTarget({ target: null, targets: [], result: resultOn(one) })).toBeNull();
});
