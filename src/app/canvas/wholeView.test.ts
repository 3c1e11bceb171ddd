import { describe, expect, it } from 'vitest';
import { wholeView } from './wholeView';

const stage = { width: 700, height: 500 };

describe('wholeView', () => {
  it('centres a drawing and leaves an edge', () => {
    const { x, y, zoom } = wholeView({ x: 0, y: 0, width: 200, height: 872 }, stage);
    expect(zoom).toBeCloseTo(0.5);
    expect(x).toBeCloseTo(300);
    expect(y).toBeCloseTo(32);
  });
  it('never enlarges', () => expect(wholeView({ x: 0, y: 0, width: 100, height: 50 }, stage).zoom).toBe(1));
  it('keeps a drawing that would lie under the tools below them', () => {
    const { y, zoom } = wholeView({ x: -10, y: 5, width: 1272, height: 872 }, stage);
    expect(y + 5 * zoom).toBeGreaterThanOrEqual(55.999);
    expect(y + 877 * zoom).toBeLessThanOrEqual(468.001);
  });
});
