import { describe, expect, it } from 'vitest';
import { Experience, type Measurement } from './experience';

const measured = (key: string, uses: readonly (readonly [number, number])[], gap: number): Measurement => ({
  key,
  uses: new Map(uses),
  estimated: 0.1,
  measured: 0.1 + gap,
  error: 0.001,
});

describe('Experience', () => {
  it('expects nothing before anything was measured', () => {
    expect(new Experience().residual(new Map([[3, 5]]))).toBe(0);
  });

  it('learns which rule keeps less than its price promises', () => {
    const experience = new Experience();
    experience.add(
      measured(
        'a',
        [
          [1, 4],
          [2, 2],
        ],
        -0.05,
      ),
    );
    experience.add(measured('b', [[2, 3]], 0));
    experience.add(measured('c', [[1, 4]], -0.05));
    const bad = experience.residual(new Map([[1, 4]]));
    expect(bad).toBeLessThan(-0.025);
    expect(Math.abs(experience.residual(new Map([[2, 3]])))).toBeLessThan(0.01);
    expect(experience.residual(new Map([[9, 3]]))).toBe(0);
  });

  it('keeps the last measurement of a graph', () => {
    const experience = new Experience();
    experience.add(measured('a', [[1, 1]], 0.2));
    experience.add(measured('a', [[1, 1]], -0.2));
    expect(experience.size).toBe(1);
    expect(experience.residual(new Map([[1, 1]]))).toBeLessThan(0);
  });
});
