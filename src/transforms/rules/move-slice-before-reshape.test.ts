import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeReshape } from './move-slice-before-reshape';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-reshape', () => {
  const model = (
    from: readonly (number | string)[],
    to: readonly number[],
    axis: number,
    end = 2,
    start = 1,
  ) => {
    const g = graphBuilder();
    const r = g.op('Reshape', [g.input('x', 'float32', from), g.ints('shape', to)]);
    g.output('y', g.op('Slice', [r, g.ints('s', [start]), g.ints('e', [end]), g.ints('a', [axis])]));
    return g.build();
  };

  it('slices an axis that stays whole', async () => {
    const after = await expectRewrite(moveSliceBeforeReshape, model([2, 3, 8], [2, 3, 2, 4], 1));
    expect(opsOf(after)).toEqual(['Slice', 'Reshape']);
    await expectRewrite(moveSliceBeforeReshape, model([2, 3, 2, 4], [2, 3, 8], 1));
    await expectRewrite(moveSliceBeforeReshape, model([6, 8], [2, 3, 8], 2, 7));
    await expectRewrite(moveSliceBeforeReshape, model([3, 4, 5], [3, 1, 20], 0, -1));
  });

  it('goes before Squeeze and Unsqueeze', async () => {
    const g = graphBuilder();
    const u = g.op('Unsqueeze', [g.input('x', 'float32', [3, 4]), g.ints('axes', [0])]);
    g.output('y', g.op('Slice', [u, g.ints('s', [1]), g.ints('e', [2]), g.ints('a', [1])]));
    await expectRewrite(moveSliceBeforeReshape, g.build());
  });

  it('refuses an axis that is split or joined, though its size occurs elsewhere', () => {
    const reason = 'the Reshape splits or joins the sliced axis, or a shape is not known';
    expect(refusals(moveSliceBeforeReshape, model([2, 6], [2, 2, 3], 2))).toEqual([reason]);
    expect(refusals(moveSliceBeforeReshape, model([2, 3, 4], [6, 4], 0))).toEqual([reason]);
    expect(refusals(moveSliceBeforeReshape, model([2, 2, 3], [2, 3, 2], 2))).toEqual([reason]);
    expect(refusals(moveSliceBeforeReshape, model(['n', 3, 4], [-1, 12], 0))).toEqual([reason]);
    expect(refusals(moveSliceBeforeReshape, model([3, 4], [3, 2, 2], 0, 1, 1))).toEqual([reason]);
  });
});
