import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeMatmul } from './move-slice-before-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-matmul', () => {
  const model = (a: readonly (number | string)[], b: readonly (number | string)[], axis: number) => {
    const g = graphBuilder();
    const product = g.op('MatMul', [g.input('a', 'float32', a), g.input('b', 'float32', b)]);
    g.output('y', g.op('Slice', [product, g.ints('s', [1]), g.ints('e', [2]), g.ints('x', [axis])]));
    return g.build();
  };

  it('takes rows of the left operand, columns of the right, and batches of both', async () => {
    for (const axis of [0, 1, 2]) {
      const after = await expectRewrite(moveSliceBeforeMatmul, model([2, 3, 4], [2, 4, 5], axis));
      expect(opsOf(after).filter((op) => op === 'Slice')).toHaveLength(axis === 0 ? 2 : 1);
    }
  });

  it('leaves broadcast batches and square operands alone', async () => {
    await expectRewrite(moveSliceBeforeMatmul, model([2, 4, 4], [4, 4], 1));
    await expectRewrite(moveSliceBeforeMatmul, model([4, 4], [3, 4, 4], 1));
    await expectRewrite(moveSliceBeforeMatmul, model([3, 1, 4, 4], [2, 4, 4], 1));
  });

  it('folds the slice of a constant', async () => {
    const g = graphBuilder();
    const product = g.op('MatMul', [g.input('a', 'float32', [3, 4]), g.constant('w', 'float32', [4, 6])]);
    g.output('y', g.op('Slice', [product, g.ints('s', [2]), g.ints('e', [4]), g.ints('x', [1])]));
    expect(opsOf(await expectRewrite(moveSliceBeforeMatmul, g.build()))).toEqual(['MatMul']);
  });

  it('refuses vectors and unknown slices', () => {
    expect(refusals(moveSliceBeforeMatmul, model([3, 4], [4], 0))).toEqual([
      'an operand is a vector, or how they broadcast is not known',
    ]);
    expect(refusals(moveSliceBeforeMatmul, model(['n', 3, 4], ['m', 4, 4], 0))).toEqual([
      'an operand is a vector, or how they broadcast is not known',
    ]);
    const g = graphBuilder();
    const product = g.op('MatMul', [g.input('a', 'float32', [3, 4]), g.input('b', 'float32', [4, 3])]);
    g.output('y', g.op('Slice', [product, g.input('s', 'int64', [1]), g.ints('e', [2])]));
    expect(refusals(moveSliceBeforeMatmul, g.build())).toEqual(['what is taken is not known']);
  });
});
