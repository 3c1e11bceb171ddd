import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireWebAssembly } from './requireWebAssembly';
import { availableTargets, describeAdapter } from './targets';

afterEach(() => vi.unstubAllGlobals());

const adapter = (info: Partial<GPUAdapterInfo>) =>
  ({ info: { vendor: '', architecture: '', device: '', description: '', ...info } }) as unknown as GPUAdapter;

describe('what this browser offers', () => {
  it('has threads where the page is isolated and memory can be shared', async () => {
    vi.stubGlobal('crossOriginIsolated', true);
    const { offered, missing } = await availableTargets(4);
    expect(offered[0]).toEqual({ ep: 'wasm', threads: 4, adapter: 'CPU', software: false });
    expect(missing.map(({ what }) => what)).not.toContain('wasm-threads');
  });

  it('has one thread without isolation, and says so', async () => {
    vi.stubGlobal('crossOriginIsolated', false);
    const { offered, missing } = await availableTargets(4);
    expect(offered[0]?.threads).toBe(1);
    expect(missing.find(({ what }) => what === 'wasm-threads')?.why).toMatch(/not cross-origin isolated/);
  });

  it.each([
    ['there is no SharedArrayBuffer', () => vi.stubGlobal('SharedArrayBuffer', undefined)],
    [
      'WASM refuses shared memory',
      () =>
        vi.stubGlobal('WebAssembly', {
          Memory: class {
            constructor() {
              throw new TypeError('shared memory is not supported');
            }
          },
        }),
    ],
  ] as const)('has one thread though the page is isolated: %s', async (_, lack) => {
    vi.stubGlobal('crossOriginIsolated', true);
    lack();
    const { offered, missing } = await availableTargets(4);
    expect(offered[0]?.threads).toBe(1);
    expect(missing.find(({ what }) => what === 'wasm-threads')?.why).toMatch(/though the page is isolated/);
  });

  it('knows a software adapter by its name, and never recommends it', async () => {
    expect(describeAdapter(adapter({ description: 'SwiftShader Device' })).software).toBe(true);
    expect(describeAdapter(adapter({ vendor: 'nvidia', architecture: 'hopper' }))).toEqual({
      adapter: 'nvidia hopper',
      software: false,
    });
    const gpu = { requestAdapter: async () => adapter({ description: 'llvmpipe' }) };
    vi.stubGlobal('navigator', { gpu, hardwareConcurrency: 4 });
    const { offered, best } = await availableTargets(2);
    expect(offered.map(({ ep, software }) => [ep, software])).toEqual([
      ['wasm', false],
      ['webgpu', true],
    ]);
    expect(best).toBe(0);
  });

  it('refuses by its code where there is no WebAssembly', () => {
    requireWebAssembly();
    vi.stubGlobal('WebAssembly', undefined);
    expect(requireWebAssembly).toThrowError(expect.objectContaining({ code: 'RUNTIME_UNAVAILABLE' }));
  });
});
