import { describe, expect, it } from 'vitest';
import { encodeBeside, makeInputs } from '../../bench';
import { loadNodeEngine } from '../../bench/nodeEngine';
import { denseGraph } from '../../bench/testing';
import { CodedError } from '../../core';
import { FakeWorker } from './fakeWorker';
import { runtimeFor, trialOf } from './fallback';

const model = encodeBeside(denseGraph(), () => new Uint8Array());
/** Workers of a browser without WebGPU. */
const startWorker = () =>
  new FakeWorker(undefined, async (target) => {
    if (target.ep === 'webgpu') throw new CodedError('PROVIDER_UNAVAILABLE', 'no adapter here');
    return loadNodeEngine();
  });

describe('choosing a runtime', () => {
  it('falls back to WASM where WebGPU cannot, and says so', async () => {
    const chosen = await runtimeFor(trialOf(model), { ep: 'webgpu', threads: 1, startWorker });
    expect(chosen.fellBack).toMatch(/no adapter here/);
    expect((await chosen.runtime.info()).ep).toBe('wasm');
  });

  it('keeps what was asked for where that works, and tells what WASM says of a bad model', async () => {
    const chosen = await runtimeFor(trialOf(model), { ep: 'wasm', threads: 1, startWorker });
    expect(chosen.fellBack).toBeNull();
    const bad = runtimeFor(trialOf({ bytes: new Uint8Array([8, 1]) }), {
      ep: 'webgpu',
      threads: 1,
      startWorker,
    });
    await expect(bad).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
  });

  it('falls back where the model loads on WebGPU but does not run, with threads of its own', async () => {
    const seen: string[] = [];
    const refusing = () =>
      new FakeWorker((request, reply) => {
        if (request.method === 'start') seen.push(`${request.args[0].ep}/${request.args[0].threads}`);
        if (request.method !== 'time' || seen.length > 1) return false;
        const error = new CodedError('RUNTIME_REFUSED', 'antialias is NOT implemented').toData();
        reply({ kind: 'failed', id: request.id, error });
        return true;
      });
    const feeds = makeInputs(denseGraph(), { kind: 'normal', seed: 1 });
    const made: string[] = [];
    const chosen = await runtimeFor(trialOf(model, feeds), {
      ep: 'webgpu',
      threads: 1,
      wasmThreads: 2,
      startWorker: refusing,
      onCreate: (_, { ep }) => made.push(ep),
    });
    expect(chosen.fellBack).toMatch(/antialias/);
    expect(seen).toEqual(['webgpu/1', 'wasm/2']);
    expect(made).toEqual(['webgpu', 'wasm']);
  });

  it('does not blame the provider for what is missing', async () => {
    const trial = () => Promise.reject(new CodedError('WEIGHTS_MISSING', 'no weights'));
    const chosen = runtimeFor(trial, { ep: 'webgpu', threads: 1, startWorker });
    await expect(chosen).rejects.toMatchObject({ code: 'WEIGHTS_MISSING' });
  });
});
