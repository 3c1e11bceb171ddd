import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

const s = 'float32[]';

describe('quantization', () => {
  it('takes the type of the zero point, of the attribute, or uint8', () => {
    expect(typesOf('QuantizeLinear', ['float32[n, 4]', s])).toEqual(['uint8[n, 4]']);
    expect(typesOf('QuantizeLinear', ['float32[n, 4]', s, 'int8[]'])).toEqual(['int8[n, 4]']);
    expect(typesOf('QuantizeLinear', ['float32[n, 4]', s], { output_dtype: 22 })).toEqual(['int4[n, 4]']);
  });

  it('goes back to the type of the scale', () => {
    expect(typesOf('DequantizeLinear', ['int8[n, 4]', 'float16[]'])).toEqual(['float16[n, 4]']);
    expect(typesOf('DequantizeLinear', ['int8[n, 4]', 'float32[4]'], {}, { opset: 13 })).toEqual([
      'float32[n, 4]',
    ]);
    expect(
      typesOf('DequantizeLinear', ['int8[4]', 'float32[]'], { output_dtype: 10 }, { opset: 23 }),
    ).toEqual(['float16[4]']);
    expect(() => typesOf('DequantizeLinear', ['int8[4]', 'float32[4]'])).toThrow(/axis/);
  });

  it('knows what DynamicQuantizeLinear returns', () => {
    expect(typesOf('DynamicQuantizeLinear', ['float32[n]'], {}, { outputs: 3 })).toEqual([
      'uint8[n]',
      'float32[]',
      'uint8[]',
    ]);
  });

  it('convolves and multiplies', () => {
    const conv = [
      'uint8[1, 3, 8, 8]',
      s,
      'uint8[]',
      'int8[4, 3, 3, 3]',
      s,
      'int8[]',
      s,
      'uint8[]',
      'int32[4]',
    ];
    expect(typesOf('QLinearConv', conv, { pads: [1, 1, 1, 1] })).toEqual(['uint8[1, 4, 8, 8]']);
    expect(costOf('QLinearConv', conv, { pads: [1, 1, 1, 1] }).macs).toBe(256 * 27);
    const matmul = ['int8[b, 2, 3]', s, 'int8[]', 'int8[3, 4]', s, 'int8[]', s, 'uint8[]'];
    expect(typesOf('QLinearMatMul', matmul)).toEqual(['uint8[b, 2, 4]']);
  });
});
