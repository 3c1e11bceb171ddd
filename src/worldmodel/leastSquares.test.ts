import { describe, expect, it } from 'vitest';
import { createRandom } from '../core';
import { NormalEquations } from './leastSquares';

describe('NormalEquations', () => {
  it('finds the coefficients that made the data', () => {
    const random = createRandom(3);
    const truth = [0.5, -2, 0, 1.25];
    const equations = new NormalEquations(4);
    for (let k = 0; k < 60; k++) {
      const columns = [0, 1, 2, 3].filter(() => random.next() < 0.7);
      const values = columns.map(() => random.normal());
      const y = columns.reduce((sum, column, i) => sum + (truth[column] ?? 0) * (values[i] ?? 0), 0);
      equations.add(columns, values, y, 1 + random.next());
    }
    const found = equations.solve([1e-9, 1e-9, 1e-9, 1e-9]);
    truth.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 6);
    });
  });
  it('draws towards zero what little data says', () => {
    const equations = new NormalEquations(2);
    equations.add([0], [1], 1, 1);
    const found = equations.solve([1, 1]);
    expect(found[0]).toBeCloseTo(0.5);
    expect(found[1]).toBe(0);
  });
});
