import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { replaceMatmulByPointwiseConv as rule } from './replace-matmul-by-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(w: readonly number[], x: readonly number[]) {
  const g = graphBuilder();
  g.output('y', g.op('MatMul', [g.constant('w', 'float32', w), g.input('x', 'float32', x)]));
  return g.build();
}

describe('replace-matmul-by-pointwise-conv', () => {
  it('becomes a convolution along the last axis', async () => {
    expect(opsOf(await expectRewrite(rule, model([6, 4], [2, 4, 5])))).toEqual(['Conv']);
  });
  it('refuses other ranks', () => {
    expect(refusals(rule, model([2, 6, 4], [2, 4, 5]))).toEqual(['the left operand is no matrix']);
    expect(refusals(rule, model([6, 4], [4, 5]))).toEqual(['the right operand is no stack of matrices']);
  });
});
