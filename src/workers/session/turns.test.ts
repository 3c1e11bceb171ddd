import { describe, expect, it } from 'vitest';
import { CodedError } from '../../core';
import { Turns } from './turns';

/** Work that ends when it is told to, or when it is stopped. */
function task(log: string[], name: string) {
  let end = (): void => undefined;
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      log.push(`${name} begins`);
      end = () => resolve(name);
      signal.addEventListener('abort', () => reject(new CodedError('STOPPED', `${name} was stopped`)));
    });
  return { work, end: () => end() };
}

describe('turns', () => {
  it('are taken one after the other, also after a failure', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const [a, b] = [task(log, 'a'), task(log, 'b')];
    const failing = turns.take(() => Promise.reject(new CodedError('MACHINE_NOISY', 'too busy')));
    const both = [turns.take(a.work), turns.take(b.work)];
    await expect(failing).rejects.toMatchObject({ code: 'MACHINE_NOISY' });
    await expect.poll(() => log).toEqual(['a begins']);
    a.end();
    await both[0];
    await expect.poll(() => log).toEqual(['a begins', 'b begins']);
    expect(turns.taken).toBe(true);
    b.end();
    expect(await Promise.all(both)).toEqual(['a', 'b']);
    expect(turns.taken).toBe(false);
  });

  it('end at once when stopped, those that wait too, and what comes next is not stopped', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const [a, b, c] = [task(log, 'a'), task(log, 'b'), task(log, 'c')];
    const stopped = [turns.take(a.work), turns.take(b.work)];
    await expect.poll(() => log).toEqual(['a begins']);
    expect(turns.stop()).toBe(true);
    const next = turns.take(c.work);
    for (const one of stopped) await expect(one).rejects.toMatchObject({ code: 'STOPPED' });
    await expect.poll(() => log).toEqual(['a begins', 'c begins']);
    c.end();
    expect(await next).toBe('c');
    await turns.idle();
    expect(turns.stop()).toBe(false);
  });
});
