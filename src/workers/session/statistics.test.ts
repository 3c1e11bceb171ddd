import { describe, expect, it } from 'vitest';
import { weightStatistics } from './statistics';

const raw = (array: Float32Array | Int16Array | Uint16Array) => new Uint8Array(array.buffer);

describe('weightStatistics', () => {
  it('describes a float tensor, leaving what is not finite out of the moments', () => {
    const stats = weightStatistics(
      'float32',
      raw(Float32Array.of(-1, 0, 0, 3, Number.NaN, Number.POSITIVE_INFINITY)),
      false,
    );
    expect(stats).toMatchObject({ count: 6, min: -1, max: 3, mean: 0.5, zeros: 2, nonFinite: 2 });
    expect(stats?.deviation).toBeCloseTo(1.5, 10);
    expect(stats?.histogram.reduce((a, b) => a + b)).toBe(4);
  });

  it('reads half precision, subnormal numbers included', () => {
    expect(weightStatistics('float16', raw(Uint16Array.of(0x3c00, 0xc000, 0x0001)), false)).toMatchObject({
      min: -2,
      max: 1,
      nonFinite: 0,
    });
  });

  it('has nothing to say of strings, and survives an empty tensor', () => {
    expect(weightStatistics('string', new Uint8Array(), false)).toBeNull();
    expect(weightStatistics('float32', new Uint8Array(), true)).toMatchObject({
      count: 0,
      mean: 0,
      random: true,
    });
  });
});
