import { describe, expect, it } from 'vitest';
import { bfloat16Bits, float16Bits, literal } from './literal';

describe('literal', () => {
  it('writes little-endian elements of each width', () => {
    const bytesOf = (c: ReturnType<typeof literal>) => (c.source.at === 'bytes' ? [...c.source.bytes] : null);
    expect(bytesOf(literal('int64', [2], [-1, 258n]))).toEqual([
      255, 255, 255, 255, 255, 255, 255, 255, 2, 1, 0, 0, 0, 0, 0, 0,
    ]);
    expect(bytesOf(literal('float32', [], [1]))).toEqual([0, 0, 128, 63]);
    expect(bytesOf(literal('bool', [3], [0, 7, 1]))).toEqual([0, 1, 1]);
    expect(bytesOf(literal('float16', [2], [1, -2]))).toEqual([0, 0x3c, 0, 0xc0]);
  });

  it('rounds halves as IEEE 754 does', () => {
    expect(float16Bits(65504)).toBe(0x7bff);
    expect(float16Bits(65520)).toBe(0x7c00);
    expect(float16Bits(2 ** -24)).toBe(1);
    expect(float16Bits(2 ** -25)).toBe(0);
    expect(float16Bits(1.5 * 2 ** -24)).toBe(2);
    expect(float16Bits(2 ** -14)).toBe(0x400);
    expect(float16Bits(1 + 2 ** -11)).toBe(0x3c00);
    expect(float16Bits(1 + 3 * 2 ** -11)).toBe(0x3c02);
    expect(float16Bits(Number.NaN) & 0x7fff).toBeGreaterThan(0x7c00);
    expect(bfloat16Bits(1)).toBe(0x3f80);
    expect(bfloat16Bits(-1.00390625)).toBe(0xbf80);
  });

  it('refuses a wrong number of elements', () => {
    expect(() => literal('float32', [2], [1])).toThrow('1 elements');
  });
});
