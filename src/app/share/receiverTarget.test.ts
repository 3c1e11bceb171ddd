import { describe, expect, it } from 'vitest';
import type { Target } from '../../workers/session/protocol';
import { receiverTarget } from './receiverTarget';

const wasm: Target = {
  ep: 'wasm',
  threads: 4,
  adapter: null,
  software: false,
  unavailable: null,
  note: null,
  recommended: true,
};
const gpu: Target = { ...wasm, ep: 'webgpu', threads: 1, adapter: 'an adapter', recommended: false };
const noGpu: Target = { ...gpu, adapter: null, unavailable: 'no adapter' };

describe('receiverTarget', () => {
  it('takes the sender’s threads, as far as they go', () => {
    expect(receiverTarget({ ep: 'wasm', threads: 2 }, [wasm, gpu], gpu)).toEqual({ ...wasm, threads: 2 });
    expect(receiverTarget({ ep: 'wasm', threads: 16 }, [gpu, wasm], null)).toEqual(wasm);
    expect(receiverTarget({ ep: 'wasm', threads: 0 }, [wasm], null)?.threads).toBe(1);
  });

  it('takes the sender’s provider where it is here, else what is chosen', () => {
    expect(receiverTarget({ ep: 'webgpu', threads: 1 }, [wasm, gpu], wasm)).toEqual(gpu);
    expect(receiverTarget({ ep: 'webgpu', threads: 1 }, [wasm, noGpu], wasm)).toEqual(wasm);
    expect(receiverTarget({ ep: 'wasm', threads: 1 }, [], null)).toBeNull();
  });
});
