import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { batchNorm } from './fixtures';
import { fuseBatchnormIntoMatmul as rule } from './fuse-batchnorm-into-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

function model(rank: number) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', rank === 2 ? [3, 4] : [2, 3, 4]);
  const product = g.op('MatMul', [x, g.constant('w', 'float32', [4, 3])]);
  g.output('y', batchNorm(g, product, 3));
  return g.build();
}

describe('fuse-batchnorm-into-matmul', () => {
  it('scales the matrix and leaves a shift', async () => {
    expect(opsOf(await expectRewrite(rule, model(2)))).toEqual(['MatMul', 'Add']);
  });
  it('refuses a batch of products, whose channels are rows', () => {
    expect(refusals(rule, model(3))).toEqual(['not a product of two matrices']);
  });
});
