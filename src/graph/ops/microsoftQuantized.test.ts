import { describe, expect, it } from 'vitest';
import { type Described, typesOf } from './describe';

const s = 'float32[]';
const z = 'uint8[]';
const ms = (op: string, inputs: readonly Described[], attrs = {}) =>
  typesOf(op, inputs, attrs, { domain: 'com.microsoft' });

describe('com.microsoft: quantized operators', () => {
  it('broadcast, join, pool', () => {
    expect(ms('QLinearAdd', ['uint8[b, 8]', s, z, 'uint8[8]', s, z, s, z])).toEqual(['uint8[b, 8]']);
    expect(ms('QLinearConcat', [s, z, 'uint8[b, 2]', s, z, 'uint8[b, 3]', s, z], { axis: 1 })).toEqual([
      'uint8[b, 5]',
    ]);
    const window = { kernel_shape: [2, 2], strides: [2, 2], channels_last: 1 };
    expect(ms('QLinearAveragePool', ['uint8[1, 8, 8, 3]', s, z, s, z], window)).toEqual([
      'uint8[1, 4, 4, 3]',
    ]);
    expect(ms('QLinearGlobalAveragePool', ['uint8[1, 3, 8, 8]', s, z, s, z])).toEqual(['uint8[1, 3, 1, 1]']);
    expect(ms('QLinearSigmoid', ['uint8[b, 8]', s, z, s, z])).toEqual(['uint8[b, 8]']);
  });

  it('multiply into floats', () => {
    expect(ms('DynamicQuantizeMatMul', ['float32[b, 3]', 'uint8[3, 4]', 'float32[4]'])).toEqual([
      'float32[b, 4]',
    ]);
    expect(ms('MatMulIntegerToFloat', ['uint8[b, 3]', 'uint8[3, 4]', 'float16[]', 'float16[]'])).toEqual([
      'float16[b, 4]',
    ]);
    expect(
      ms('MatMulNBits', ['float16[b, 3, 32]', 'uint8[8, 1, 16]', 'float16[8]'], { K: 32, N: 8 }),
    ).toEqual(['float16[b, 3, 8]']);
    expect(ms('QGemm', ['uint8[2, 3]', s, z, 'uint8[4, 3]', s, z], { transB: 1 })).toEqual(['float32[2, 4]']);
  });

  it('QAttention gives the type of its scales', () => {
    const inputs = ['uint8[b, s, 16]', 'uint8[16, 48]', 'float32[48]', s, s];
    expect(ms('QAttention', inputs, { num_heads: 4 })).toEqual(['float32[b, s, 16]']);
  });
});
