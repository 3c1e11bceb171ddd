import { describe, expect, it } from 'vitest';
import { decodeModel } from '../../graph';
import type { KernelTime, Runtime } from '../runtime';
import { callOverhead, kernelFloor } from './kernelFloor';

/** A runtime that takes 10 µs a call and 0.25 µs a kernel, and says 5 µs of each kernel that it profiles. */
function fake() {
  const kernelsOf: number[] = [];
  const runtime = {
    open: async ({ bytes }: { bytes: Uint8Array }) => {
      kernelsOf.push([...decodeModel(bytes).nodes()].length);
      return kernelsOf.length - 1;
    },
    place: async () => undefined,
    warmUp: async () => [0.01],
    time: async (session: number) => [0.01 + 0.00025 * (kernelsOf[session] ?? 0)],
    profile: async (session: number) => ({
      runs: [
        Array.from({ length: kernelsOf[session] ?? 0 }, () => ({ startUs: 0, durationUs: 5 }) as KernelTime),
      ],
    }),
    close: async () => undefined,
  };
  return { runtime: runtime as unknown as Runtime, opened: () => kernelsOf };
}

describe('the price of a kernel', () => {
  it('is told from a chain of kernels and a single one, once for each runtime', async () => {
    const { runtime, opened } = fake();
    const [floor, again] = await Promise.all([kernelFloor(runtime), kernelFloor(runtime)]);
    expect(floor.ms).toBeCloseTo(0.00025, 8);
    expect(floor.profiledUs).toBe(5);
    expect(again).toBe(floor);
    expect(opened()).toEqual([1, 65, 65]);
    expect(await callOverhead(runtime)).toBeCloseTo(0.01025, 8);
  });

  it('is asked for again after it could not be told', async () => {
    const { runtime } = fake();
    const broken = { ...runtime, open: () => Promise.reject(new Error('stopped')) } as Runtime;
    await expect(callOverhead(broken)).rejects.toThrow('stopped');
    Object.assign(broken, { open: runtime.open });
    expect(await callOverhead(broken)).toBeGreaterThan(0);
  });
});
