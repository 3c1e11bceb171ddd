import { describe, expect, it } from 'vitest';
import type { DType, TensorConstant } from '../../graph';
import { literal } from '../../graph/literal';
import { isWiring } from './isWiring';

const counting = (dtype: DType, count: number): TensorConstant =>
  literal(
    dtype,
    [count],
    Array.from({ length: count }, (_, i) => i % 100),
  );
const packed = (dtype: DType, count: number, bytes: readonly number[]): TensorConstant => ({
  kind: 'tensor',
  dtype,
  shape: [count],
  name: '',
  source: { at: 'bytes', bytes: Uint8Array.from(bytes) },
});
const texts = (...strings: string[]): TensorConstant => ({
  kind: 'tensor',
  dtype: 'string',
  shape: [strings.length],
  name: '',
  source: { at: 'strings', strings: strings.map((text) => new TextEncoder().encode(text)) },
});

describe('isWiring', () => {
  it('is true of shapes, axes and indices, and of few numbers of other whole types', () => {
    expect(isWiring(counting('int64', 4096))).toBe(true);
    expect(isWiring(counting('int64', 4097))).toBe(false);
    expect(isWiring(counting('int32', 16))).toBe(true);
    expect(isWiring(counting('int32', 17))).toBe(false);
  });

  it.each(['int8', 'uint8', 'float32', 'float16'] as const)(
    'is false of %s, unless it is one number',
    (dtype) => {
      expect(isWiring(counting(dtype, 2))).toBe(false);
      expect(isWiring(counting(dtype, 1))).toBe(true);
      expect(isWiring(literal(dtype, [3], [7, 7, 7]))).toBe(true);
    },
  );

  it('knows 8-bit floats for floats', () => {
    expect(isWiring(packed('float8e4m3fn', 2, [1, 2]))).toBe(false);
    expect(isWiring(packed('float8e4m3fn', 2, [1, 1]))).toBe(true);
  });

  it('looks at each element of a byte, and not at what pads the last', () => {
    expect(isWiring(packed('int4', 4, [0x12, 0x12]))).toBe(false);
    expect(isWiring(packed('int4', 3, [0x11, 0x01]))).toBe(true);
    expect(isWiring(packed('uint2', 4, [0b01_01_01_11]))).toBe(false);
  });

  it('is true of one short text alone', () => {
    expect(isWiring(texts('linear'))).toBe(true);
    expect(isWiring(texts('a', 'b'))).toBe(false);
    expect(isWiring(texts('x'.repeat(65)))).toBe(false);
  });

  it('is false of what is in another file, whose name would be told', () => {
    const source = { at: 'external', location: 'my-secret.bin', offset: 0, length: 8 } as const;
    expect(isWiring({ ...counting('int64', 1), source })).toBe(false);
  });
});
