import { describe, expect, it } from 'vitest';
import { costOf, typesOf } from './describe';

describe('MatMul', () => {
  it('broadcasts batches and gives vectors their axis', () => {
    expect(typesOf('MatMul', ['float32[b, 1, m, 4]', 'float32[3, 4, n]'])).toEqual(['float32[b, 3, m, n]']);
    expect(typesOf('MatMul', ['float32[4]', 'float32[2, 4, 5]'])).toEqual(['float32[2, 5]']);
    expect(typesOf('MatMul', ['float32[2, 3, 4]', 'float32[4]'])).toEqual(['float32[2, 3]']);
    expect(typesOf('MatMul', ['float32[4]', 'float32[4]'])).toEqual(['float32[]']);
    expect(typesOf('MatMul', ['float32', 'float32[4, 5]'])).toEqual(['float32']);
    expect(typesOf('MatMulInteger', ['uint8[2, 3]', 'int8[3, 4]'])).toEqual(['int32[2, 4]']);
  });

  it('refuses what does not contract', () => {
    expect(() => typesOf('MatMul', ['float32[2, 3]', 'float32[4, 5]'])).toThrow(/contracted/);
    expect(() => typesOf('MatMul', ['float32[]', 'float32[4, 5]'])).toThrow(/scalar/);
    expect(() => typesOf('MatMul', ['float32[2, 3]', 'int32[3, 5]'])).toThrow(/types/);
    expect(() => typesOf('MatMul', ['float32[2, 4, 3]', 'float32[5, 3, 5]'])).toThrow(/broadcast/);
  });

  it('costs the contracted dimension for each result', () => {
    const cost = costOf('MatMul', ['float32[2, 3, 4]', 'float32[4, 5]']);
    expect(cost).toMatchObject({ macs: 120, flops: 240, bytesRead: 4 * 44, bytesWritten: 120 });
    expect(costOf('MatMul', ['float32[n, 3, 4]', 'float32[4, 5]']).unknown).toBe(1);
  });
});

describe('Gemm', () => {
  it('turns its operands', () => {
    expect(typesOf('Gemm', ['float32[k, m]', 'float32[n, k]'], { transA: 1, transB: 1 })).toEqual([
      'float32[m, n]',
    ]);
    expect(() => typesOf('Gemm', ['float32[2, 3]', 'float32[2, 3]'])).toThrow(/contracted/);
    expect(() => typesOf('Gemm', ['float32[2, 3, 1]', 'float32[3, 3]'])).toThrow(/rank/);
  });

  it('costs a product and an addition', () => {
    const cost = costOf('Gemm', ['float32[4, 2]', 'float32[4, 3]', 'float32[3]'], { transA: 1 });
    expect(cost).toMatchObject({ macs: 24, flops: 54 });
  });
});

describe('Det', () => {
  it('takes the last two axes away', () => {
    expect(typesOf('Det', ['float32[b, 3, 3]'])).toEqual(['float32[b]']);
    expect(() => typesOf('Det', ['float32[b, 3, 4]'])).toThrow(/square/);
  });
});
