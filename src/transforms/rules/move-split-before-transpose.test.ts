import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeTranspose } from './move-split-before-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-transpose', () => {
  it('splits first', async () => {
    const g = graphBuilder();
    const turned = g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 0, 1] });
    g.node('Split', [turned, g.ints('sizes', [1, 3])], { axis: 0 }, { outputs: 2 }).forEach((part, i) => {
      g.output(`y${i}`, part);
    });
    const after = await expectRewrite(moveSplitBeforeTranspose, g.build());
    expect(opsOf(after)).toEqual(['Split', 'Transpose', 'Transpose']);
  });

  it('refuses sizes that are not known', () => {
    const g = graphBuilder();
    const turned = g.op('Transpose', [g.input('x', 'float32', [2, 3])], { perm: [1, 0] });
    const parts = g.node('Split', [turned, g.input('sizes', 'int64', [2])], {}, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    expect(refusals(moveSplitBeforeTranspose, g.build())).toContain('the sizes are not known');
  });
});
