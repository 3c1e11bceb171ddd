import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeReduction } from './move-slice-before-reduction';
import { expectRewrite, refusals } from './testing';

describe('move-slice-before-reduction', () => {
  const model = (op: string, axes: readonly number[], keepdims: number, axis: number) => {
    const g = graphBuilder();
    const r = g.op(op, [g.input('x', 'float32', [3, 4, 5])], { axes, keepdims });
    g.output('y', g.op('Slice', [r, g.ints('s', [1]), g.ints('e', [3]), g.ints('a', [axis])]));
    return g.build();
  };

  it('slices other axes, renumbered behind removed ones', async () => {
    await expectRewrite(moveSliceBeforeReduction, model('ReduceMean', [-1], 1, 1));
    await expectRewrite(moveSliceBeforeReduction, model('ReduceMax', [0], 0, 0));
    await expectRewrite(moveSliceBeforeReduction, model('ReduceL2', [1], 0, 1));
  });

  it('knows axes that are an input', async () => {
    const g = graphBuilder({ opset: 18 });
    const r = g.op('ReduceMean', [g.input('x', 'float32', [3, 4]), g.ints('axes', [1])]);
    g.output('y', g.op('Slice', [r, g.ints('s', [1]), g.ints('e', [3])]));
    await expectRewrite(moveSliceBeforeReduction, g.build());
  });

  it('refuses reduced axes and unknown slices', () => {
    expect(refusals(moveSliceBeforeReduction, model('ReduceMean', [-1], 1, 2))).toEqual([
      'a reduced axis is sliced, or the axes are not known',
    ]);
    const g = graphBuilder();
    const r = g.op('ReduceMean', [g.input('x', 'float32', [3, 4])], { axes: [1] });
    g.output('y', g.op('Slice', [r, g.input('at', 'int64', [1]), g.ints('e', [3])]));
    expect(refusals(moveSliceBeforeReduction, g.build())).toEqual(['what is taken is not known']);
  });
});
