import { describe, expect, it, vi } from 'vitest';
import { LossWatch } from './lossWatch';

describe('a watch over a device', () => {
  it('listens to it once, however often it is waited for', async () => {
    const lost = new Promise<string>(() => undefined);
    const then = vi.spyOn(lost, 'then');
    const watch = new LossWatch(lost);
    expect(await Promise.all([1, 2, 3].map((n) => watch.orLost(Promise.resolve(n))))).toEqual([1, 2, 3]);
    await expect(watch.orLost(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
    expect(then).toHaveBeenCalledTimes(1);
  });

  it('fails what is waited for when it goes away, and what is asked of it afterwards', async () => {
    let lose: (reason: string) => void = () => undefined;
    const watch = new LossWatch(
      new Promise((resolve) => {
        lose = resolve;
      }),
    );
    const never = new Promise(() => undefined);
    const waiting = watch.orLost(never);
    lose('it was taken away');
    const failure = { code: 'BACKEND_LOST', message: 'it was taken away' };
    await expect(waiting).rejects.toMatchObject(failure);
    await expect(watch.orLost(never)).rejects.toMatchObject(failure);
  });
});
