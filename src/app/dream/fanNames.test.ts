import { describe, expect, it } from 'vitest';
import { namesOf } from './fanNames';

const frame = { left: 0, right: 300, top: 20, bottom: 180 };
const end = (step: number, ms: number) => [{ step, ms, low: ms, high: ms }];
/** A dream that ends at a step is known there; a real curve may end earlier. */
const dream = (...ms: number[]) => ({
  text: 'Imagined',
  kind: 'imagined',
  points: ms.map((value, step) => ({ step, ms: value, low: value, high: value })),
});
const real = (step: number, ms: number) => ({ text: 'Measured', kind: 'measured', points: end(step, ms) });
const x = (step: number) => 100 * step;
const names = (a: ReturnType<typeof dream>, b: ReturnType<typeof real> | null) =>
  namesOf(a, b, x, (ms) => 200 - ms, frame);

describe('the names of curves', () => {
  it('stand on either side, the slower one above', () => {
    const [own, other] = names(dream(100, 90, 80), real(2, 60));
    expect(own?.level).toBe(200 - 80 - 9);
    expect(other?.level).toBe(200 - 60 + 16);
  });

  it('do not lie on one another at an edge', () => {
    for (const ms of [1, 199]) {
      const [own, other] = names(dream(ms, ms, ms), real(2, ms));
      const levels = [own?.level ?? 0, other?.level ?? 0];
      expect(Math.abs((levels[0] ?? 0) - (levels[1] ?? 0))).toBeGreaterThanOrEqual(15);
      for (const level of levels) expect(level).toBeGreaterThanOrEqual(frame.top);
      for (const level of levels) expect(level).toBeLessThanOrEqual(frame.bottom);
    }
  });

  it('need no room for what is not there', () => {
    expect(names(dream(100, 90), null)).toHaveLength(1);
  });
});
