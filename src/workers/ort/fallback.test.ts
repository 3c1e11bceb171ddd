import { describe, expect, it } from 'vitest';
import { encodeBeside } from '../../bench';
import { loadNodeEngine } from '../../bench/nodeEngine';
import { denseGraph } from '../../bench/testing';
import { CodedError } from '../../core';
import { FakeWorker } from './fakeWorker';
import { runtimeFor } from './fallback';

const model = encodeBeside(denseGraph(), () => new Uint8Array());
/** Workers of a browser without WebGPU. */
const startWorker = () =>
  new FakeWorker(undefined, async (target) => {
    if (target.ep === 'webgpu') throw new CodedError('PROVIDER_UNAVAILABLE', 'no adapter here');
    return loadNodeEngine();
  });

describe('choosing a runtime', () => {
  it('falls back to WASM where WebGPU cannot, and says so', async () => {
    const chosen = await runtimeFor(model, { ep: 'webgpu', threads: 1, startWorker });
    expect(chosen.fellBack).toMatch(/no adapter here/);
    expect((await chosen.runtime.info()).ep).toBe('wasm');
  });

  it('keeps what was asked for where that works, and tells what WASM says of a bad model', async () => {
    const chosen = await runtimeFor(model, { ep: 'wasm', threads: 1, startWorker });
    expect(chosen.fellBack).toBeNull();
    const bad = runtimeFor({ bytes: new Uint8Array([8, 1]) }, { ep: 'webgpu', threads: 1, startWorker });
    await expect(bad).rejects.toMatchObject({ code: 'RUNTIME_REFUSED' });
  });
});
