import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldFactorIntoGemm } from './fold-factor-into-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-factor-into-gemm', () => {
  const model = (
    op: string,
    s: readonly number[],
    options: {
      c?: readonly number[] | null;
      transB?: number;
      first?: boolean;
      dtype?: 'float32' | 'float16';
    } = {},
  ) => {
    const { c = [5], transB = 0, first = false, dtype = 'float32' } = options;
    const g = graphBuilder();
    const [x, w] = [g.input('x', dtype, [3, 4]), g.constant('w', dtype, transB ? [5, 4] : [4, 5])];
    const gemm = g.op('Gemm', c === null ? [x, w] : [x, w, g.constant('c', dtype, c)], {
      transB,
      beta: { float: 2 },
    });
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, (_, i) => i + 2),
    );
    g.output('y', g.op(op, first ? [factor, gemm] : [gemm, factor]));
    return g.build();
  };

  it('scales weights and bias', async () => {
    expect(opsOf(await expectRewrite(foldFactorIntoGemm, model('Mul', [5])))).toEqual(['Gemm']);
    await expectRewrite(foldFactorIntoGemm, model('Div', [1, 5], { transB: 1, c: [] }));
    await expectRewrite(foldFactorIntoGemm, model('Mul', [], { c: [3, 1] }));
    await expectRewrite(foldFactorIntoGemm, model('Mul', [5], { c: null }));
  });

  it('refuses other factors and biases', () => {
    expect(refusals(foldFactorIntoGemm, model('Mul', [3, 1]))).toEqual([
      'the factor is not one number or one per column',
    ]);
    expect(refusals(foldFactorIntoGemm, model('Mul', [1, 1, 1]))).toEqual([
      'the factor is not one number or one per column',
    ]);
    expect(refusals(foldFactorIntoGemm, model('Mul', [5], { c: [3, 1] }))).toEqual([
      'the bias varies by row',
    ]);
    expect(refusals(foldFactorIntoGemm, model('Div', [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(foldFactorIntoGemm, model('Mul', [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
