import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeReshape as rule } from './move-split-before-reshape';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-reshape', () => {
  const split = (from: readonly number[], to: readonly number[], axis: number, sizes: readonly number[]) => {
    const g = graphBuilder();
    const y = g.op('Reshape', [g.input('x', 'float32', from), g.ints('t', to)]);
    const parts = g.node('Split', [y, g.ints('s', sizes)], { axis }, { outputs: sizes.length });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, g.op('Relu', [part]));
    return g.build();
  };

  it('splits before the features are taken apart', async () => {
    expect(opsOf(await expectRewrite(rule, split([2, 3, 8], [2, 3, 2, 4], 1, [1, 2])))).toEqual([
      'Split',
      'Reshape',
      'Relu',
      'Reshape',
      'Relu',
    ]);
    await expectRewrite(rule, split([2, 3, 4], [6, 4], -1, [1, 3]));
  });

  it.each([
    split([2, 3, 8], [2, 3, 2, 4], 2, [1, 1]),
    split([2, 3], [3, 2], 0, [1, 2]),
    split([2, 3, 4], [6, 4], 0, [2, 4]),
  ])('refuses an axis that is split or joined', (graph) =>
    expect(refusals(rule, graph)).toContain(
      'the Reshape splits or joins the split axis, or a shape is not known',
    ),
  );
});
