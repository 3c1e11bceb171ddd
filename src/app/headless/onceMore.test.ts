import { describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { onceMore } from './onceMore';

/** Work that is stopped in its first attempt, after which that attempt does as it is told. */
function interrupted(first: () => string) {
  let stopped = false;
  let attempts = 0;
  const work = async (): Promise<string> => {
    attempts++;
    if (attempts > 1) return 'whole';
    stopped = true;
    return first();
  };
  return { result: onceMore(() => stopped, work) };
}

describe('onceMore', () => {
  it('does again what a stop made fail', async () => {
    const { result } = interrupted(() => {
      throw new CodedError('STOPPED', 'stopped');
    });
    expect(await result).toBe('whole');
  });

  it('does again what a stop may have left incomplete', async () => {
    expect(await interrupted(() => 'half').result).toBe('whole');
  });

  it('does it once where the stop came before, and lets its failures through', async () => {
    let attempts = 0;
    const failing = async (): Promise<never> => {
      attempts++;
      throw new CodedError('NETWORK', 'the disk is full');
    };
    await expect(
      onceMore(
        () => true,
        async () => ++attempts,
      ),
    ).resolves.toBe(1);
    await expect(onceMore(() => false, failing)).rejects.toMatchObject({ code: 'NETWORK' });
    expect(attempts).toBe(2);
  });
});
