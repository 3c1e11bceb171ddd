import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeTranspose } from './move-slice-before-transpose';
import { expectRewrite, only, opsOf, refusals } from './testing';

describe('move-slice-before-transpose', () => {
  it('slices the axis that the result takes', async () => {
    for (const axis of [0, 1, 2]) {
      const g = graphBuilder();
      const t = g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [1, 2, 0] });
      g.output('y', g.op('Slice', [t, g.ints('s', [1]), g.ints('e', [2]), g.ints('a', [axis])]));
      expect(opsOf(await expectRewrite(moveSliceBeforeTranspose, g.build()))).toEqual(['Slice', 'Transpose']);
    }
  });

  it('writes Slices as old opsets want them', async () => {
    const g = graphBuilder({ opset: 9 });
    const t = g.op('Transpose', [g.input('x', 'float32', [2, 3])]);
    g.output('y', g.op('Slice', [t], { starts: [0], ends: [2], axes: [0] }));
    expect(only(await expectRewrite(moveSliceBeforeTranspose, g.build()), 'Slice').inputs).toHaveLength(1);
  });

  it('refuses what is not known', () => {
    const g = graphBuilder();
    const t = g.op('Transpose', [g.input('x', 'float32', [2, 3])]);
    g.output('y', g.op('Slice', [t, g.input('at', 'int64', [1]), g.ints('e', [2])]));
    expect(refusals(moveSliceBeforeTranspose, g.build())).toEqual(['what is taken is not known']);
  });
});
