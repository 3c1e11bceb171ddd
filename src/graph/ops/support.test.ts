import { describe, expect, it } from 'vitest';
import type { TensorConstant } from '../constant';
import type { DType } from '../dtype';
import { literal } from '../literal';
import { readFloats, readInts } from './read';
import { broadcast, normalAxis, sameDim } from './support';

describe('shapes', () => {
  it('broadcast', () => {
    expect(broadcast([2, 1], [3], ['n', 1, 1])).toEqual(['n', 2, 3]);
    expect(broadcast([2], null)).toBeNull();
    expect(broadcast(['a'], ['b'])).toEqual(['max(a, b)']);
    expect(() => broadcast([2], [3])).toThrow(/do not broadcast/);
  });

  it('have axes counted from both ends', () => {
    expect(normalAxis(-1, 3)).toBe(2);
    expect(() => normalAxis(3, 3)).toThrow(/outside/);
    expect(() => normalAxis(Number.NaN, 3)).toThrow(/outside/);
    expect(sameDim('n', 4, 'rows')).toBe(4);
    expect(() => sameDim(3, 4, 'rows')).toThrow(/rows: 3 and 4/);
  });
});

describe('small constants', () => {
  it('are read in every type', () => {
    for (const dtype of ['int8', 'int16', 'int32', 'int64'] as const) {
      expect(readInts(literal(dtype, [2], [-5, 7]))).toEqual([-5, 7]);
    }
    for (const dtype of ['uint8', 'uint16', 'uint32', 'uint64', 'bool'] as const) {
      expect(readInts(literal(dtype, [2], [0, 1]))).toEqual([0, 1]);
    }
    for (const dtype of ['float16', 'bfloat16', 'float32', 'float64'] as const) {
      expect(readFloats(literal(dtype, [3], [0.5, -2, 0]))).toEqual([0.5, -2, -0 + 0]);
    }
    expect(readInts(literal('int64', [2], [2n ** 63n - 1n, -(2n ** 63n)]))).toEqual([
      Number.MAX_SAFE_INTEGER,
      -Number.MAX_SAFE_INTEGER,
    ]);
    expect(readInts(literal('float32', [1], [1]))).toBeNull();
  });

  it('are not read when they are large, elsewhere or too short', () => {
    const at = (
      dtype: DType,
      shape: readonly number[],
      source: TensorConstant['source'],
    ): TensorConstant => ({
      kind: 'tensor',
      dtype,
      shape,
      source,
      name: '',
    });
    expect(readInts(at('int64', [1 << 20], { at: 'bytes', bytes: new Uint8Array(8 << 20) }))).toBeNull();
    expect(readInts(at('int64', [1], { at: 'external', location: 'w', offset: 0, length: 8 }))).toBeNull();
    expect(readInts(at('int64', [2], { at: 'bytes', bytes: new Uint8Array(8) }))).toBeNull();
  });
});
