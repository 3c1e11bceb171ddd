import { describe, expect, it } from 'vitest';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeSoftmax as rule } from './move-gather-before-softmax';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-softmax', () => {
  const picked = (softmax: number, axis: number, at: readonly number[] = [2], opset = 17) =>
    graphOf(
      (g) => {
        const y = g.op('Softmax', [g.input('x', 'float32', [3, 4, 5])], { axis: softmax });
        const indices = indicesOf(g, at);
        return g.op('Relu', [g.op('Gather', [y, indices], { axis })]);
      },
      { opset },
    );

  it('normalises the picked rows alone', async () => {
    expect(opsOf(await expectRewrite(rule, picked(-1, 1)))).toEqual(['Gather', 'Softmax', 'Relu']);
    await expectRewrite(rule, picked(2, 0, []));
    await expectRewrite(rule, picked(0, 2, [2, 2]));
    await expectRewrite(rule, picked(1, 0, [], 12));
  });

  it.each([
    [
      'one known place is taken by a Slice',
      graphOf((g) => {
        const y = g.op('Softmax', [g.input('x', 'float32', [3, 4])]);
        return g.op('Gather', [y, g.scalar('i', 'int64', 1)], { axis: 0 });
      }),
    ],
    ['a normalised axis is picked from', picked(-1, 2)],
    ['a normalised axis is picked from', picked(1, 2, [2], 12)],
    ['it normalises single elements', picked(3, 2, [2], 12)],
    [
      'a rank is not known',
      graphOf((g) =>
        g.op('Gather', [g.op('Softmax', [g.input('x', 'float32', [2, 3])]), g.input('i', 'int64', null)]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
