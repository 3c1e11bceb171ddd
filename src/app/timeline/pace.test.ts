import { describe, expect, it } from 'vitest';
import { paceOf } from './pace';

/** Plays so many steps within so much time, where showing one takes `each` on top. */
function played(steps: number, within: number, each: number) {
  let [at, time, shown] = [0, 0, 0];
  while (at < steps) {
    const { wait, stride } = paceOf(steps - at, within - time);
    at = Math.min(steps, at + stride);
    time += wait + each;
    shown++;
  }
  return { time, shown };
}

describe('the pace of playing', () => {
  it('is calm where there are few steps', () => {
    expect(paceOf(12, 25_000)).toEqual({ wait: 700, stride: 1 });
    expect(played(12, 25_000, 20)).toEqual({ time: 12 * 720, shown: 12 });
  });

  it('keeps to its time for long traces, each step still shown where that can be followed', () => {
    const long = played(130, 25_000, 10);
    expect(long.shown).toBeGreaterThan(110);
    expect(long.time).toBeLessThan(26_500);
    const slow = played(137, 25_000, 120);
    expect(slow.time).toBeLessThan(27_000);
    expect(played(600, 25_000, 20).time).toBeLessThan(26_500);
  });

  it('ends soon when its time is over', () => {
    expect(paceOf(9, 0)).toEqual({ wait: 180, stride: 9 });
  });
});
