import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { batchNorm } from './fixtures';
import { fuseBatchnormIntoGemm as rule } from './fuse-batchnorm-into-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

function model(attrs: Record<string, PlainAttr>, bias: readonly number[] | null, constant = true) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [3, 4]);
  const shape = attrs.transB === 1 ? [5, 4] : [4, 5];
  const w = constant ? g.constant('w', 'float32', shape) : g.input('w', 'float32', shape);
  const gemm = g.op('Gemm', bias === null ? [x, w] : [x, w, g.constant('b', 'float32', bias)], attrs);
  g.output('y', batchNorm(g, gemm, 5));
  return g.build();
}

describe('fuse-batchnorm-into-gemm', () => {
  it.each([
    [{}, [5]],
    [{ transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } }, [1, 5]],
    [{ transB: 1 }, null],
    [{}, [1]],
    [{ beta: { float: 3 } }, [3, 1]],
  ])('folds the map (%o, bias %o)', async (attrs, bias) => {
    expect(opsOf(await expectRewrite(rule, model(attrs, bias)))).toEqual(['Gemm']);
  });
  it('refuses weights that are not constant', () => {
    expect(refusals(rule, model({}, [5], false))).toEqual(['an input is not constant']);
  });
});
