import { describe, expect, it } from 'vitest';
import { drawn, softmax } from './softmax';

describe('softmax', () => {
  it('makes one percent more e times as likely at temperature 1', () => {
    const [a = 0, b = 0] = softmax([0.02, 0.01], 1);
    expect(a / b).toBeCloseTo(Math.E);
    expect(a + b).toBeCloseTo(1);
  });
  it('gives all to the best at temperature 0', () => expect(softmax([0, 0.3, 0.3], 0)).toEqual([0, 1, 0]));
  it('draws by the share of each', () => {
    expect(drawn([0.5, 0.25, 0.25], 0.49)).toBe(0);
    expect(drawn([0.5, 0.25, 0.25], 0.51)).toBe(1);
    expect(drawn([0.5, 0.5, 0], 0.9999999999)).toBe(1);
  });
});
