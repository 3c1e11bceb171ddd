import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldFactorIntoMatmul } from './fold-factor-into-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-factor-into-matmul', () => {
  const model = (
    op: string,
    s: readonly number[],
    options: { first?: boolean; dtype?: 'float32' | 'float16' | 'int32'; x?: readonly number[] } = {},
  ) => {
    const { first = false, dtype = 'float32', x = [2, 3, 4] } = options;
    const g = graphBuilder();
    const product = g.op('MatMul', [g.input('x', dtype, x), g.constant('w', dtype, [4, 5])]);
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, (_, i) => i + 2),
    );
    g.output('y', g.op(op, first ? [factor, product] : [product, factor]));
    return g.build();
  };

  it('scales all weights or their columns', async () => {
    expect(opsOf(await expectRewrite(foldFactorIntoMatmul, model('Mul', [], { first: true })))).toEqual([
      'MatMul',
    ]);
    await expectRewrite(foldFactorIntoMatmul, model('Div', [1, 1]));
    await expectRewrite(foldFactorIntoMatmul, model('Mul', [1, 5]));
  });

  it('refuses rows, divided constants, vectors and types that could change values', () => {
    expect(refusals(foldFactorIntoMatmul, model('Mul', [3, 1]))).toEqual([
      'the factor is not one number or one per column',
    ]);
    expect(refusals(foldFactorIntoMatmul, model('Mul', [1, 1, 1, 5]))).toEqual([
      'the factor is not one number or one per column',
    ]);
    expect(refusals(foldFactorIntoMatmul, model('Div', [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(foldFactorIntoMatmul, model('Mul', [], { x: [4] }))).toEqual(['an operand is a vector']);
    expect(refusals(foldFactorIntoMatmul, model('Mul', [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
    expect(refusals(foldFactorIntoMatmul, model('Div', [], { dtype: 'int32' }))).toEqual([
      'in int32 this could change values',
    ]);
  });
});
