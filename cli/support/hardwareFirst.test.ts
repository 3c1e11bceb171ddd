import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hardwareFirst } from './hardwareFirst';
import type { OpenPage } from './page';

/** Browsers whose pages say `adapter` when they are asked for one, and what was done with them. */
function opening(adapter: () => Promise<boolean>) {
  const done: string[] = [];
  const open = (webgpu: 'hardware' | 'software'): Promise<OpenPage> => {
    done.push(`open ${webgpu}`);
    const close = async (): Promise<void> => {
      done.push(`close ${webgpu}`);
    };
    return Promise.resolve({ page: { evaluate: adapter }, browser: webgpu, close } as unknown as OpenPage);
  };
  return { done, open };
}

const without: readonly [string, () => Promise<boolean>][] = [
  ['gives no adapter', () => Promise.resolve(false)],
  ['breaks down', () => Promise.reject(new Error('crashed'))],
];

describe('hardwareFirst', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('stays where there is a GPU', async () => {
    const { done, open } = opening(() => Promise.resolve(true));
    expect((await hardwareFirst(open)).browser).toBe('hardware');
    expect(done).toEqual(['open hardware']);
    expect(console.error).not.toHaveBeenCalled();
  });

  it.each(without)('takes a software adapter, in a new browser, where the first %s', async (_, adapter) => {
    const { done, open } = opening(adapter);
    expect((await hardwareFirst(open)).browser).toBe('software');
    expect(done).toEqual(['open hardware', 'close hardware', 'open software']);
    expect(console.error).toHaveBeenCalledOnce();
  });
});
