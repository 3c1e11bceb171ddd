import { describe, expect, it } from 'vitest';
import { type DType, graphBuilder, type PlainAttr } from '../../graph';
import { fuseGemmActivation as rule } from './fuse-gemm-activation';
import { expectRewrite, opsOf, refusals } from './testing';

function model(f: string, attrs: Record<string, PlainAttr> = {}, dtype: DType = 'float32') {
  const g = graphBuilder();
  const operands = [g.input('x', dtype, [3, 4]), g.constant('w', dtype, [5, 4]), g.constant('b', dtype, [5])];
  const gemm = g.op('Gemm', operands, { transB: 1, alpha: 0.5, beta: { float: 2 } });
  g.output('y', g.op(f, [gemm], attrs));
  return g.build();
}

describe('fuse-gemm-activation', () => {
  it.each([
    ['Relu', {}],
    ['LeakyRelu', { alpha: 0.3 }],
    ['LeakyRelu', {}],
    ['Sigmoid', {}],
    ['Tanh', {}],
  ])('%s (%o)', async (f, attrs) => {
    expect(opsOf(await expectRewrite(rule, model(f, attrs)))).toEqual(['FusedGemm']);
  });
  it('refuses other types', () => {
    expect(refusals(rule, model('Relu', {}, 'float64'))).toEqual(['the type is float64, not float32']);
  });
});
