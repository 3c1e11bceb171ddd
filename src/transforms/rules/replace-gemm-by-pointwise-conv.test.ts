import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { replaceGemmByPointwiseConv as rule } from './replace-gemm-by-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(attrs: Record<string, PlainAttr>, bias: readonly number[] | null, opset = 17) {
  const g = graphBuilder({ opset });
  const x = g.input('x', 'float32', attrs.transA === 1 ? [4, 3] : [3, 4]);
  const w = g.constant('w', 'float32', attrs.transB === 1 ? [5, 4] : [4, 5]);
  g.output('y', g.op('Gemm', bias === null ? [x, w] : [x, w, g.constant('b', 'float32', bias)], attrs));
  return g.build();
}

describe('replace-gemm-by-pointwise-conv', () => {
  it.each([
    [{}, [5], 17],
    [{ transB: 1, alpha: 0.5, beta: { float: 2 } }, [1, 5], 11],
    [{}, null, 17],
    [{}, [], 17],
  ])('%o, bias %o, opset %i', async (attrs, bias, opset) => {
    const after = await expectRewrite(rule, model(attrs, bias, opset));
    expect(opsOf(after)).toEqual(['Unsqueeze', 'Conv', 'Squeeze']);
  });
  it('refuses a transposed input and a bias that differs between rows', () => {
    expect(refusals(rule, model({ transA: 1 }, [5]))).toEqual(['the left matrix is transposed']);
    expect(refusals(rule, model({}, [3, 1]))).toEqual(['the bias differs between rows']);
  });
});
