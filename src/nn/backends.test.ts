import { afterEach, expect, it, vi } from 'vitest';
import { startBackend } from './backends';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('says nothing to the console where there is no WebGPU adapter', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } });
  expect(await startBackend('webgpu')).toBe(false);
  vi.stubGlobal('navigator', {});
  expect(await startBackend('webgpu')).toBe(false);
  expect(warn).not.toHaveBeenCalled();
});
