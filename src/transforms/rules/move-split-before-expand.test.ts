import { describe, expect, it } from 'vitest';
import { type Graph, graphBuilder } from '../../graph';
import { moveSplitBeforeExpand as rule } from './move-split-before-expand';
import { expectRewrite, opsOf, refusals } from './testing';

/** [3, 1] repeated to [2, 3, 4] and split along an axis; sizes that are not known where there are none. */
function splitExpand(axis: number, sizes: readonly number[] | null): Graph {
  const g = graphBuilder();
  const repeated = g.op('Expand', [g.input('x', 'float32', [3, 1]), g.ints('shape', [2, 3, 4])]);
  const given = sizes === null ? g.input('n', 'int64', [2]) : g.ints('sizes', sizes);
  for (const [i, part] of g.node('Split', [repeated, given], { axis }, { outputs: 2 }).entries()) {
    g.output(`y${i}`, part);
  }
  return g.build();
}

describe('move-split-before-expand', () => {
  it.each([
    [1, [1, 2], ['Split', 'Expand', 'Expand']],
    [0, [1, 1], ['Expand', 'Expand']],
    [2, [1, 3], ['Expand', 'Expand']],
  ] as const)('splits along axis %i', async (axis, sizes, ops) => {
    expect(opsOf(await expectRewrite(rule, splitExpand(axis, sizes)))).toEqual(ops);
  });

  it('refuses sizes that are not known', () => {
    expect(refusals(rule, splitExpand(0, null))).toContain('the sizes or the shapes are not known');
  });
});
