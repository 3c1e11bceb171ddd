import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { fuseMatmulAddIntoGemm } from './fuse-matmul-add-into-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-matmul-add-into-gemm', () => {
  const model = (a: readonly number[], c: readonly number[], dtype: 'float32' | 'int32' = 'float32') => {
    const g = graphBuilder();
    const product = g.op('MatMul', [g.input('a', dtype, a), g.input('b', dtype, [4, 5])]);
    g.output('y', g.op('Add', [g.input('c', dtype, c), product]));
    return g.build();
  };

  it('takes every addend that broadcasts to the product', async () => {
    expect(opsOf(await expectRewrite(fuseMatmulAddIntoGemm, model([3, 4], [5])))).toEqual(['Gemm']);
    await expectRewrite(fuseMatmulAddIntoGemm, model([3, 4], [3, 1]));
    await expectRewrite(fuseMatmulAddIntoGemm, model([3, 4], []));
  });

  it('refuses stacks, larger addends and integers', () => {
    expect(refusals(fuseMatmulAddIntoGemm, model([2, 3, 4], [5]))).toContain('an operand is not a matrix');
    expect(refusals(fuseMatmulAddIntoGemm, model([1, 4], [3, 5]))).toContain(
      'the addend does not broadcast to the product',
    );
    expect(refusals(fuseMatmulAddIntoGemm, model([3, 4], [1, 1, 5]))).toContain(
      'the addend does not broadcast to the product',
    );
    expect(refusals(fuseMatmulAddIntoGemm, model([3, 4], [5], 'int32'))).toContain(
      'it is not floating-point',
    );
  });
});
