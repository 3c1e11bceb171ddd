import { describe, expect, it } from 'vitest';
import { ulpDistance } from './ulp';

describe('units in the last place', () => {
  it('counts the numbers between two float32', () => {
    expect(ulpDistance(1, 1, 'float32')).toBe(0);
    expect(ulpDistance(1, 1 + 2 ** -23, 'float32')).toBe(1);
    expect(ulpDistance(2, 2 - 2 ** -23, 'float32')).toBe(1);
    expect(ulpDistance(-1, -(1 + 2 ** -22), 'float32')).toBe(2);
  });

  it('goes through zero, of which both signs are one place', () => {
    expect(ulpDistance(0, -0, 'float32')).toBe(0);
    const least = 2 ** -149;
    expect(ulpDistance(least, -least, 'float32')).toBe(2);
  });

  it('knows doubles and halves', () => {
    expect(ulpDistance(1, 1 + Number.EPSILON, 'float64')).toBe(1);
    expect(ulpDistance(-0, 5e-324, 'float64')).toBe(1);
    expect(ulpDistance(1, 1 + 2 ** -10, 'float16')).toBe(1);
  });

  it('has none for other types', () => {
    expect(ulpDistance(1, 5, 'int32')).toBe(0);
  });
});
