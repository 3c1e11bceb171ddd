import { describe, expect, it } from 'vitest';
import { unlessLate } from './unlessLate';

const never = new Promise<string>(() => undefined);
const patient = Number.POSITIVE_INFINITY;
const late = (): string => 'late';

describe('waiting for something', () => {
  it('ends with what it says, or how it fails', async () => {
    const { signal } = new AbortController();
    expect(await unlessLate(Promise.resolve('said'), { seconds: 5, signal }, late)).toBe('said');
    const failing = Promise.reject(new Error('it failed'));
    await expect(unlessLate(failing, { seconds: patient, signal }, late)).rejects.toThrow('it failed');
  });

  it('ends when the time is over', async () => {
    expect(await unlessLate(never, { seconds: 0.01, signal: null }, late)).toBe('late');
  });

  it('ends when the person stops it, sooner or meanwhile', async () => {
    const abort = new AbortController();
    const waiting = unlessLate(never, { seconds: patient, signal: abort.signal }, late);
    abort.abort();
    expect(await waiting).toBe('late');
    expect(await unlessLate(never, { seconds: patient, signal: abort.signal }, late)).toBe('late');
  });

  it('may end in a failure of its own', async () => {
    const refuse = (): string => {
      throw new Error('stopped');
    };
    await expect(unlessLate(never, { seconds: 0, signal: null }, refuse)).rejects.toThrow('stopped');
  });
});
