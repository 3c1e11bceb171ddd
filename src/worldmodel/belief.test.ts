import { describe, expect, it } from 'vitest';
import { believe } from './belief';

describe('believe', () => {
  it('takes members at their word where they agree', () => {
    const changes = Float32Array.of(-0.1, -0.1, -0.1);
    expect(believe(changes, 0, 0)).toBe(0);
    for (const change of changes) expect(change).toBeCloseTo(-0.1, 5);
  });
  it('believes little of what they differ about', () => {
    const changes = Float32Array.of(-0.3, 0.2, 0.1);
    believe(changes, 0, 0);
    for (const change of changes) expect(Math.abs(change)).toBeLessThan(0.01);
  });
  it('goes towards the table by the trust in it, and is unsure by how far apart they are', () => {
    const changes = Float32Array.of(-0.2, -0.2);
    const variance = believe(changes, -0.1, 0.5);
    for (const change of changes) expect(change).toBeCloseTo(-0.15, 5);
    expect(variance).toBeCloseTo(0.25 * 0.01, 6);
    expect(believe(Float32Array.of(-0.2, -0.2), -0.1, 1)).toBe(0);
  });
});
