import { describe, expect, it } from 'vitest';
import { bestStep, curveOf, extentOfCurves } from './curves';

const step = (factor: number) => ({
  rule: 0,
  site: 0,
  among: 1,
  anchor: 0,
  probability: 1,
  factor,
  low: factor * 0.5,
  high: factor * 2,
  disagreement: 0,
  end: 0,
  counts: new Uint16Array(),
});
const start = { ms: 10, source: 'estimated' } as const;

describe('curves', () => {
  it('begin where the graph is and scale with it', () => {
    expect(curveOf(start, [step(0.9)]).map(({ ms }) => ms)).toEqual([10, 9]);
  });
  it('promise their lowest point, or nothing', () => {
    expect(bestStep([step(0.9), step(0.8), step(0.95)])).toBe(2);
    expect(bestStep([step(1.1)])).toBe(0);
  });
  it('end where the dream has lost its way, and promise nothing from there', () => {
    const lost = { ...step(1e-6), low: 1e-30, high: 1e20 };
    const steps = [step(0.9), lost, step(0.5)];
    expect(curveOf(start, steps)).toHaveLength(2);
    expect(bestStep(steps)).toBe(1);
    expect(bestStep([lost])).toBe(0);
  });
  it('are not flattened by a wide band', () => {
    const curve = curveOf(start, [step(0.9)]);
    const [low, high] = extentOfCurves([curve], curve, []);
    expect(low).toBeGreaterThan(7);
    expect(high).toBeLessThan(12);
  });
});
