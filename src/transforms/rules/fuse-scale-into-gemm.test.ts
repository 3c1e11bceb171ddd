import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { fuseScaleIntoGemm as rule } from './fuse-scale-into-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

function model(attrs: Record<string, PlainAttr>, bias: boolean, shape: readonly number[]) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [3, 4]);
  const w = g.constant('w', 'float32', attrs.transB === 1 ? [5, 4] : [4, 5]);
  const gemm = g.op('Gemm', bias ? [x, w, g.constant('b', 'float32', [5])] : [x, w], attrs);
  g.output('y', g.op('Mul', [gemm, g.constant('c', 'float32', shape)]));
  return g.build();
}

describe('fuse-scale-into-gemm', () => {
  it.each([
    [{}, true, [5]],
    [{ transB: 1, beta: { float: 2 }, alpha: { float: 3 } }, true, [1, 5]],
    [{}, false, [1]],
    [{ transB: 1 }, false, [5]],
    [{}, true, []],
  ])('goes into the weights (%o, bias: %s, factor of shape %o)', async (attrs, bias, shape) => {
    expect(opsOf(await expectRewrite(rule, model(attrs, bias, shape)))).toEqual(['Gemm']);
  });
  it('refuses a factor that differs within a column', () => {
    expect(refusals(rule, model({}, true, [3, 1]))).toEqual(['the factor differs within a column']);
  });
});
