import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphBuilder } from '../../graph/fixtures';
import { moveAddendBehindMatmul } from './move-addend-behind-matmul';
import { expectRewrite, only, opsOf, refusals } from './testing';

describe('move-addend-behind-matmul', () => {
  const model = (
    c: readonly number[],
    x: readonly number[] = [2, 3, 4],
    w: readonly number[] = [4, 5],
    type: DType = 'float32',
  ) => {
    const g = graphBuilder();
    const sum = g.op('Add', [g.input('x', type, x), g.constant('c', type, c)]);
    g.output('y', g.op('MatMul', [sum, g.constant('w', type, w)]));
    return g.build();
  };

  it('adds the product of the row with the weights', async () => {
    const after = await expectRewrite(moveAddendBehindMatmul, model([4]));
    expect(opsOf(after)).toEqual(['MatMul', 'Add']);
    expect(after.constant(only(after, 'Add').inputs[1])?.shape).toEqual([5]);
    await expectRewrite(moveAddendBehindMatmul, model([1, 1, 4]));
  });

  it('refuses other addends and weights', () => {
    expect(refusals(moveAddendBehindMatmul, model([3, 4]))).toEqual(['the addend is not one row']);
    expect(refusals(moveAddendBehindMatmul, model([]))).toEqual(['the addend is not one row']);
    expect(refusals(moveAddendBehindMatmul, model([1, 1, 1, 4]))).toEqual(['the addend is not one row']);
    expect(refusals(moveAddendBehindMatmul, model([4], [2, 3, 4], [2, 4, 5]))).toEqual([
      'the weights are not a matrix',
    ]);
    expect(refusals(moveAddendBehindMatmul, model([4], [2, 3, 4], [4, 5], 'float16'))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
