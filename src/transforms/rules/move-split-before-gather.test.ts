import { describe, expect, it } from 'vitest';
import { type Graph, type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { moveSplitBeforeGather as rule } from './move-split-before-gather';
import { expectRewrite, opsOf, refusals } from './testing';

/** A Gather along axis 1 of [2, 4, 3], split along an axis. */
function splitGather(axis: number, indices: (g: GraphBuilder) => ValueId): Graph {
  const g = graphBuilder();
  const gathered = g.op('Gather', [g.input('x', 'float32', [2, 4, 3]), indices(g)], { axis: 1 });
  const given = g.ints('sizes', [1, axis === 0 ? 1 : 2]);
  for (const [i, part] of g.node('Split', [gathered, given], { axis }, { outputs: 2 }).entries()) {
    g.output(`y${i}`, part);
  }
  return g.build();
}
const constant = (g: GraphBuilder) => g.ints('i', [3, 0, 1]);
const variable = (g: GraphBuilder) => g.op('Mod', [g.input('i', 'int64', [3]), g.scalar('four', 'int64', 4)]);

describe('move-split-before-gather', () => {
  it.each([
    ['constant indices', 1, constant, ['Gather', 'Gather']],
    ['indices that are no constants', 1, variable, ['Mod', 'Split', 'Gather', 'Gather']],
    ['the data before its axis', 0, constant, ['Split', 'Gather', 'Gather']],
    ['the data behind its axis', 2, constant, ['Split', 'Gather', 'Gather']],
  ] as const)('splits %s', async (_, axis, indices, ops) => {
    expect(opsOf(await expectRewrite(rule, splitGather(axis, indices)))).toEqual(ops);
  });

  it('refuses sizes that are not known', () => {
    const g = graphBuilder();
    const gathered = g.op('Gather', [g.input('x', 'float32', [4]), g.ints('i', [3, 0, 1])]);
    const parts = g.node('Split', [gathered, g.input('n', 'int64', [2])], {}, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    expect(refusals(rule, g.build())).toContain('the sizes or a rank are not known');
  });
});
