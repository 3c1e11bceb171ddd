import { describe, expect, it } from 'vitest';
import { createRandom } from '../../core';
import { principalAxes } from './principalAxes';

/** Points that spread 5, 2 and 0.1 along three orthogonal directions. */
function cloud(seed: number): Float32Array[] {
  const random = createRandom(seed);
  const s = Math.SQRT1_2;
  return Array.from({ length: 300 }, () => {
    const [a, b, c] = [5 * random.normal(), 2 * random.normal(), 0.1 * random.normal()];
    return Float32Array.of(s * (a + b) + 3, s * (a - b), c, 0);
  });
}

describe('principalAxes', () => {
  it('finds the two directions of most variance', () => {
    const { axes, explained, x } = principalAxes(cloud(1), null);
    const [first, second] = axes;
    expect(Math.abs((first[0] ?? 0) * Math.SQRT1_2 + (first[1] ?? 0) * Math.SQRT1_2)).toBeCloseTo(1, 2);
    expect(Math.abs((second[0] ?? 0) * Math.SQRT1_2 - (second[1] ?? 0) * Math.SQRT1_2)).toBeCloseTo(1, 2);
    expect(explained[0]).toBeGreaterThan(0.8);
    expect(explained[0] + explained[1]).toBeGreaterThan(0.99);
    expect(x.reduce((a, v) => a + v, 0) / x.length).toBeCloseTo(0, 3);
  });

  it('keeps the direction of the axes that it is given', () => {
    const before = principalAxes(cloud(1), null);
    const turned = [before.axes[0].map((v) => -v), before.axes[1]] as const;
    const after = principalAxes(cloud(2), turned);
    expect(after.axes[0].reduce((sum, v, i) => sum + v * (turned[0][i] ?? 0), 0)).toBeGreaterThan(0.9);
  });

  it('has an answer where nothing varies', () => {
    const { explained, x } = principalAxes([new Float32Array(4), new Float32Array(4)], null);
    expect(explained).toEqual([0, 0]);
    expect([...x]).toEqual([0, 0]);
  });
});
