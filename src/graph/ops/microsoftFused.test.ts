import { describe, expect, it } from 'vitest';
import { costOf, type Described, typesOf } from './describe';

const options = { domain: 'com.microsoft' };
const ms = (op: string, inputs: readonly Described[], attrs = {}, outputs = 1) =>
  typesOf(op, inputs, attrs, { ...options, outputs });

describe('com.microsoft: fused operators', () => {
  it('FusedConv is a Conv, the other two have channels last, NhwcConv in its weights too', () => {
    const attrs = { pads: [1, 1, 1, 1], activation: 'Relu' };
    expect(ms('FusedConv', ['float32[1, 3, 8, 9]', 'float32[4, 3, 3, 3]'], attrs)).toEqual([
      'float32[1, 4, 8, 9]',
    ]);
    const image = 'float16[1, 8, 9, 16]';
    expect(ms('NhwcConv', [image, 'float16[32, 3, 5, 16]'])).toEqual(['float16[1, 6, 5, 32]']);
    expect(ms('NhwcFusedConv', [image, 'float16[32, 16, 3, 5]'])).toEqual(['float16[1, 6, 5, 32]']);
  });

  it('FusedMatMul turns matrices and batches', () => {
    expect(ms('FusedMatMul', ['float32[b, k, m]', 'float32[b, n, k]'], { transA: 1, transB: 1 })).toEqual([
      'float32[b, m, n]',
    ]);
    expect(ms('FusedMatMul', ['float32[m, b, k]', 'float32[b, k, n]'], { transBatchA: 1 })).toEqual([
      'float32[b, m, n]',
    ]);
    expect(ms('TransposeMatMul', ['float32[2, 3]', 'float32[2, 4]'], { transA: 1 })).toEqual([
      'float32[3, 4]',
    ]);
    const cost = costOf('FusedMatMul', ['float32[5, 3]', 'float32[5, 4]'], { transA: 1 }, options);
    expect(cost.macs).toBe(60);
  });

  it('FusedGemm is a Gemm', () => {
    expect(ms('FusedGemm', ['float32[2, 3]', 'float32[4, 3]', 'float32[4]'], { transB: 1 })).toEqual([
      'float32[2, 4]',
    ]);
    expect(() => ms('FusedGemm', ['float32[2, 3]', 'float32[4, 3]'])).toThrow(/contracted/);
  });

  it('activations keep the type, one halves the last axis', () => {
    for (const op of ['Gelu', 'QuickGelu', 'FastGelu'])
      expect(ms(op, ['float32[b, 8]'])).toEqual(['float32[b, 8]']);
    expect(ms('BiasGelu', ['float32[b, 8]', 'float32[8]'])).toEqual(['float32[b, 8]']);
    expect(ms('BiasAdd', ['float32[b, s, 8]', 'float32[8]', 'float32[b, s, 8]'])).toEqual([
      'float32[b, s, 8]',
    ]);
    expect(ms('BiasSplitGelu', ['float32[b, s, 8]', 'float32[8]'])).toEqual(['float32[b, s, 4]']);
    expect(ms('GroupNorm', ['float16[1, 8, 8, 4]', 'float32[4]', 'float32[4]'], { groups: 2 })).toEqual([
      'float16[1, 8, 8, 4]',
    ]);
  });

  it('SkipLayerNormalization also returns statistics and the sum', () => {
    const inputs = ['float16[b, s, 8]', 'float16[b, s, 8]', 'float16[8]', 'float16[8]'];
    expect(ms('SkipLayerNormalization', inputs, {}, 4)).toEqual([
      'float16[b, s, 8]',
      'float32[b, s, 1]',
      'float32[b, s, 1]',
      'float16[b, s, 8]',
    ]);
    expect(ms('SkipSimplifiedLayerNormalization', inputs.slice(0, 3))).toEqual(['float16[b, s, 8]']);
  });
});
