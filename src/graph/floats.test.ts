import { describe, expect, it } from 'vitest';
import { bfloatToFloat, floatToBfloat, floatToHalf, halfToFloat } from './floats';

describe('16-bit floats', () => {
  it('round-trips every half that is a number', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = halfToFloat(bits);
      if (!Number.isNaN(value)) expect(floatToHalf(value)).toBe(bits);
    }
  });

  it('rounds halves to nearest even and saturates to infinity', () => {
    expect(halfToFloat(floatToHalf(1 + 2 ** -11))).toBe(1);
    expect(halfToFloat(floatToHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
    expect(floatToHalf(65520)).toBe(0x7c00);
    expect(floatToHalf(65519)).toBe(0x7bff);
    expect(floatToHalf(1e-9)).toBe(0);
    expect(halfToFloat(floatToHalf(NaN))).toBeNaN();
  });

  it('round-trips bfloat16 and rounds to nearest even', () => {
    for (const value of [0, 1, -2.5, 3.140625, Infinity, 2 ** -126]) {
      expect(bfloatToFloat(floatToBfloat(value))).toBe(value);
    }
    expect(bfloatToFloat(floatToBfloat(1 + 2 ** -8))).toBe(1);
    expect(bfloatToFloat(floatToBfloat(NaN))).toBeNaN();
  });
});
