import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { foldFactorIntoConv } from './fold-factor-into-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fold-factor-into-conv', () => {
  const model = (
    op: string,
    s: readonly number[],
    options: { bias?: boolean; first?: boolean; dtype?: 'float32' | 'float16'; filters?: number } = {},
  ) => {
    const { bias = true, first = false, dtype = 'float32', filters = 4 } = options;
    const g = graphBuilder();
    const [x, w] = [g.input('x', dtype, [1, 3, 5, 5]), g.constant('w', dtype, [filters, 3, 3, 3])];
    const conv = g.op('Conv', bias ? [x, w, g.constant('b', dtype, [filters])] : [x, w]);
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, (_, i) => i + 2),
    );
    g.output('y', g.op(op, first ? [factor, conv] : [conv, factor]));
    return g.build();
  };

  it('scales weights and bias', async () => {
    expect(opsOf(await expectRewrite(foldFactorIntoConv, model('Mul', [4, 1, 1])))).toEqual(['Conv']);
    await expectRewrite(foldFactorIntoConv, model('Div', [1, 4, 1, 1], { bias: false }));
    await expectRewrite(foldFactorIntoConv, model('Mul', [], { first: true }));
  });

  it('refuses other factors', () => {
    const reason = 'the factor is not one number or one per channel';
    expect(refusals(foldFactorIntoConv, model('Mul', [3]))).toEqual([reason]);
    expect(refusals(foldFactorIntoConv, model('Mul', [1, 1, 4, 1, 1]))).toEqual([reason]);
    expect(refusals(foldFactorIntoConv, model('Mul', [4, 1, 1], { filters: 1 }))).toEqual([
      'the factor enlarges the result',
    ]);
    expect(refusals(foldFactorIntoConv, model('Div', [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(foldFactorIntoConv, model('Mul', [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
