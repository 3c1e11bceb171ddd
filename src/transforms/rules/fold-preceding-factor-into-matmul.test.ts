import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldPrecedingFactorIntoMatmul } from './fold-preceding-factor-into-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-preceding-factor-into-matmul', () => {
  const model = (
    op: string,
    s: readonly number[],
    options: { first?: boolean; dtype?: 'float32' | 'float16'; x?: readonly number[] } = {},
  ) => {
    const { first = false, dtype = 'float32', x = [2, 3, 4] } = options;
    const g = graphBuilder();
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, (_, i) => i + 2),
    );
    const input = g.input('x', dtype, x);
    const scaled = g.op(op, first ? [factor, input] : [input, factor]);
    g.output('y', g.op('MatMul', [scaled, g.constant('w', dtype, [4, 5])]));
    return g.build();
  };

  it('scales all weights or their rows', async () => {
    expect(
      opsOf(await expectRewrite(foldPrecedingFactorIntoMatmul, model('Mul', [4], { first: true }))),
    ).toEqual(['MatMul']);
    await expectRewrite(foldPrecedingFactorIntoMatmul, model('Div', [1, 4]));
    await expectRewrite(foldPrecedingFactorIntoMatmul, model('Mul', []));
  });

  it('refuses other factors', () => {
    const reason = 'the factor is not one number or one per row of the weights';
    expect(refusals(foldPrecedingFactorIntoMatmul, model('Mul', [3, 1]))).toEqual([reason]);
    expect(refusals(foldPrecedingFactorIntoMatmul, model('Mul', [2, 1, 1, 1]))).toEqual([reason]);
    expect(refusals(foldPrecedingFactorIntoMatmul, model('Div', [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(foldPrecedingFactorIntoMatmul, model('Mul', [], { x: [4] }))).toEqual([
      'an operand is a vector',
    ]);
    expect(refusals(foldPrecedingFactorIntoMatmul, model('Mul', [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
