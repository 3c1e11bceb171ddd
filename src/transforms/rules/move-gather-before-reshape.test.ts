import { describe, expect, it } from 'vitest';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeReshape as rule } from './move-gather-before-reshape';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-reshape', () => {
  const picked = (
    from: readonly number[],
    to: readonly number[],
    axis: number,
    at: readonly number[] = [2],
    given = at.length === 0,
  ) =>
    graphOf((g) => {
      const y = g.op('Reshape', [g.input('x', 'float32', from), g.ints('s', to)]);
      const indices = indicesOf(g, at, given);
      return g.op('Relu', [g.op('Gather', [y, indices], { axis })]);
    });

  it('picks tokens before their features are split into heads', async () => {
    const after = await expectRewrite(rule, picked([2, 3, 8], [2, 3, 2, 4], 1));
    expect(opsOf(after)).toEqual(['Gather', 'Reshape', 'Relu']);
    await expectRewrite(rule, picked([2, 3, 8], [2, 3, 2, 4], 1, [], true), { inputs: { i: [2] } });
    await expectRewrite(rule, picked([2, 3, 2, 4], [2, 3, 8], 1, [2, 2]));
  });

  it.each([
    [
      'one known place is taken by a Slice',
      graphOf((g) => {
        const y = g.op('Reshape', [g.input('x', 'float32', [3, 4]), g.ints('s', [3, 2, 2])]);
        return g.op('Gather', [y, g.scalar('i', 'int64', 1)], { axis: 0 });
      }),
    ],
    [
      'the Reshape splits or joins the picked axis, or a shape is not known',
      picked([2, 3, 8], [2, 3, 2, 4], 2),
    ],
    ['the Reshape splits or joins the picked axis, or a shape is not known', picked([2, 3], [3, 2], 0)],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
