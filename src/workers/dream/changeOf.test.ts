import { describe, expect, it } from 'vitest';
import type { DreamState } from '../../worldmodel';
import { changeOf } from './changeOf';

const scale = { intervalScale: 1.5 };

/** A state whose members say this of the runtime, with a variance, at a depth where deviations are multiplied by `width`. */
function stateOf(logRatios: readonly number[], variance: number, width: number): DreamState {
  const logRatio = logRatios.reduce((sum, ratio) => sum + ratio, 0) / logRatios.length;
  const among = logRatios.reduce((sum, ratio) => sum + (ratio - logRatio) ** 2, 0) / (logRatios.length - 1);
  const deviation = width * Math.sqrt(variance + among + 1e-8);
  const state = { logRatios: Float32Array.from(logRatios), logRatio, variance, deviation };
  return { ...state, disagreement: Math.sqrt(among) } as unknown as DreamState;
}

const half = (before: DreamState, after: DreamState): number => {
  const { low, high } = changeOf(scale, before, after);
  return Math.log(high / low) / 2;
};

describe('the interval of one move', () => {
  it('is what the move adds, also where intervals are narrower at the next depth', () => {
    const before = stateOf([-0.1, -0.1], 4e-4, 1.06);
    const after = stateOf([-0.2, -0.2], 4.1e-4, 0.994);
    expect(after.deviation).toBeLessThan(before.deviation);
    expect(changeOf(scale, before, after).factor).toBeCloseTo(Math.exp(-0.1), 6);
    expect(half(before, after)).toBeCloseTo(1.5 * 0.994 * Math.sqrt(1e-5 + 1e-8), 5);
  });

  it('is of the members’ words about the move, and not about what came before it', () => {
    const before = stateOf([-0.3, -0.1], 0, 1);
    expect(half(before, stateOf([-0.4, -0.2], 0, 1))).toBeLessThan(1e-3);
    expect(half(before, stateOf([-0.2, -0.2], 0, 1))).toBeGreaterThan(0.1);
  });
});
