import { describe, expect, it } from 'vitest';
import { loadNodeEngine } from '../../bench/nodeEngine';
import { CodedError } from '../../core';
import type { OrtClient } from '../ort/client';
import { FakeWorker } from '../ort/fakeWorker';
import { Runtimes } from './runtimes';

/** Workers of a browser without WebGPU; notes which engines were asked for. */
function withoutWebgpu() {
  const asked: string[] = [];
  const startWorker = () =>
    new FakeWorker(undefined, async ({ ep }) => {
      asked.push(ep);
      if (ep === 'webgpu') throw new CodedError('PROVIDER_UNAVAILABLE', 'no adapter here');
      return loadNodeEngine();
    });
  return { asked, runtimes: new Runtimes({ startWorker }) };
}

const starts = async (runtime: OrtClient): Promise<void> => void (await runtime.info());
const gpu = { ep: 'webgpu', threads: 1 } as const;

describe('the runtime of a session', () => {
  it('falls back to WASM once for a model, and again for another', async () => {
    const { asked, runtimes } = withoutWebgpu();
    const [model, other] = [{}, {}];
    const first = await runtimes.passing(model, starts, gpu);
    expect(first.fellBack).toMatch(/no adapter here/);
    const second = await runtimes.passing(model, starts, gpu);
    expect(second).toEqual(first);
    expect(asked).toEqual(['webgpu', 'wasm']);
    await runtimes.passing(other, starts, gpu);
    expect(asked).toEqual(['webgpu', 'wasm', 'webgpu', 'wasm']);
    await runtimes.end();
  });

  it('tries a model once on WASM too, and passes on what that says', async () => {
    const { runtimes } = withoutWebgpu();
    const cpu = { ep: 'wasm', threads: 1 } as const;
    const model = {};
    const trials: string[] = [];
    const refusing = async () => {
      trials.push('refused');
      throw new CodedError('RUNTIME_REFUSED', 'no kernel for it');
    };
    await expect(runtimes.passing(model, refusing, cpu)).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
    await expect(runtimes.passing(model, refusing, cpu)).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
    const passing = async () => void trials.push('passed');
    await runtimes.passing(model, passing, cpu);
    await runtimes.passing(model, passing, cpu);
    await runtimes.passing({}, passing, cpu);
    expect(trials).toEqual(['refused', 'refused', 'passed', 'passed']);
    await runtimes.end();
  });

  it('is one, however many ask for it at once', async () => {
    const { runtimes } = withoutWebgpu();
    const cpu = { ep: 'wasm', threads: 1 } as const;
    const [first, second] = await Promise.all([runtimes.for(cpu), runtimes.for(cpu)]);
    expect(second).toBe(first);
    const [third, fourth] = await Promise.all([2, 2].map((threads) => runtimes.for({ ep: 'wasm', threads })));
    expect(fourth).toBe(third);
    await runtimes.end();
  });

  it('is tried anew once another target was in use', async () => {
    const { asked, runtimes } = withoutWebgpu();
    const model = {};
    await runtimes.passing(model, starts, gpu);
    await starts(await runtimes.for({ ep: 'wasm', threads: 7 }));
    await runtimes.passing(model, starts, gpu);
    expect(asked).toEqual(['webgpu', 'wasm', 'wasm', 'webgpu', 'wasm']);
    await runtimes.end();
  });
});
