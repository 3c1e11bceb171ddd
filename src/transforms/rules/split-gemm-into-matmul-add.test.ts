import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { splitGemmIntoMatmulAdd } from './split-gemm-into-matmul-add';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-gemm-into-matmul-add', () => {
  const model = (attrs: Readonly<Record<string, number | { readonly float: number }>>, bias = true) => {
    const g = graphBuilder();
    const a = g.input('a', 'float32', attrs.transA === 1 ? [4, 3] : [3, 4]);
    const b = g.constant('b', 'float32', attrs.transB === 1 ? [5, 4] : [4, 5]);
    g.output('y', g.op('Gemm', bias ? [a, b, g.constant('c', 'float32', [5])] : [a, b], attrs));
    return g.build();
  };

  it('transposes the weights and leaves a missing bias out', async () => {
    expect(opsOf(await expectRewrite(splitGemmIntoMatmulAdd, model({ transB: 1 })))).toEqual([
      'MatMul',
      'Add',
    ]);
    expect(opsOf(await expectRewrite(splitGemmIntoMatmulAdd, model({ beta: { float: 3 } }, false)))).toEqual([
      'MatMul',
    ]);
  });

  it('refuses transposed input and factors', () => {
    expect(refusals(splitGemmIntoMatmulAdd, model({ transA: 1 }))).toEqual([
      'its left operand is transposed',
    ]);
    expect(refusals(splitGemmIntoMatmulAdd, model({ alpha: { float: 2 } }))).toEqual(['alpha is not 1']);
    expect(refusals(splitGemmIntoMatmulAdd, model({ beta: { float: 2 } }))).toEqual(['beta is not 1']);
  });
});
