import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveFactorBeforeProduct } from './move-factor-before-product';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('move-factor-before-product', () => {
  const model = (
    op: string,
    s: readonly number[],
    options: { first?: boolean; dtype?: 'float32' | 'float16'; constant?: boolean } = {},
  ) => {
    const { first = false, dtype = 'float32', constant = false } = options;
    const g = graphBuilder();
    const b = constant ? g.constant('b', dtype, [4, 5]) : g.input('b', dtype, [4, 5]);
    const product = g.op('MatMul', [g.input('a', dtype, [3, 4]), b]);
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, () => 3),
    );
    g.output('y', g.op(op, first ? [factor, product] : [product, factor]));
    return g.build();
  };

  it('scales either operand', async () => {
    const graph = model('Div', []);
    expect(sitesOf(moveFactorBeforeProduct, graph)).toHaveLength(2);
    expect(opsOf(await expectRewrite(moveFactorBeforeProduct, graph, { site: 0 }))).toEqual([
      'Div',
      'MatMul',
    ]);
    await expectRewrite(moveFactorBeforeProduct, graph, { site: 1 });
  });

  it('leaves constants to be folded', () => {
    expect(sitesOf(moveFactorBeforeProduct, model('Mul', [1], { constant: true }))).toHaveLength(1);
  });

  it('refuses several numbers, more axes, divided constants and narrow floats', () => {
    expect(refusals(moveFactorBeforeProduct, model('Mul', [5]))).toEqual(['the factor is not one number']);
    expect(refusals(moveFactorBeforeProduct, model('Mul', [1, 1, 1]))).toEqual(['the factor adds axes']);
    expect(refusals(moveFactorBeforeProduct, model('Div', [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(moveFactorBeforeProduct, model('Mul', [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
