import { describe, expect, it } from 'vitest';
import { figuresOn, keepToTarget, measuredOn } from './oneTarget';
import type { Measured, MeasuredOn } from './protocol';

const one = { ep: 'wasm', threads: 1, adapter: 'CPU' } as const;
const four = { ...one, threads: 4 };
const gpu = { ep: 'webgpu', threads: 1, adapter: 'an adapter' } as const;
const step = (on: MeasuredOn | null): { measured: Measured | null } => ({
  measured: on && { ms: 5, low: 4, high: 6, ratio: 2, ratioLow: 1.9, ratioHigh: 2.1, on },
});
const known = (steps: readonly { readonly measured: Measured | null }[]) =>
  steps.map(({ measured }) => measured?.on?.threads ?? null);

describe('the figures of a trace', () => {
  it('are of one target: those of another go', () => {
    const steps = [step(one), step(null), step(four), step(one)];
    expect(keepToTarget(steps, four)).toEqual([0, 3]);
    expect(known(steps)).toEqual([null, null, 4, null]);
    expect(keepToTarget(steps, four)).toEqual([]);
  });

  it('are told apart by threads on WASM alone', () => {
    expect(measuredOn(step(gpu), { ep: 'webgpu', threads: 8 })).not.toBeNull();
    expect(measuredOn(step(gpu), one)).toBeNull();
    expect(measuredOn(step(one), null)).toBeNull();
  });

  it('are of the target of their run, else of the last one that was measured', () => {
    expect(figuresOn([step(one)], { ep: 'wasm', threads: 4, device: 'CPU' })).toEqual(four);
    expect(figuresOn([step(one), step(gpu), step(null)], null)).toEqual(gpu);
    expect(figuresOn([step(null)], null)).toBeNull();
  });
});
