import { describe, expect, it } from 'vitest';
import { enlarged, graphOf, smallMap } from './fixtures';
import { moveUpsamplingBeforeElementwise as rule } from './move-upsampling-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-before-elementwise', () => {
  it.each([
    ['enlarges the operand', graphOf((g) => enlarged(g, g.op('Tanh', [smallMap(g)]))), ['Resize', 'Tanh']],
    [
      'beside one element',
      graphOf((g) => enlarged(g, g.op('Sub', [g.scalar('k', 'float32', 2), smallMap(g)]))),
      ['Resize', 'Sub'],
    ],
  ])('%s', async (_, graph, ops) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(ops);
  });

  it.each([
    [
      'it interpolates',
      graphOf((g) => enlarged(g, g.op('Tanh', [smallMap(g)]), [1, 1, 2, 2], { mode: 'linear' })),
    ],
    [
      'another operand has more than one element',
      graphOf((g) => enlarged(g, g.op('Add', [smallMap(g), g.constant('c', 'float32', [2, 1, 1])]))),
    ],
    [
      'the type is not float32',
      graphOf((g) => enlarged(g, g.op('Cast', [g.input('x', 'int32', [1, 2, 3, 2])], { to: 1 }))),
    ],
    [
      'every operand is constant',
      graphOf((g) => enlarged(g, g.op('Tanh', [g.constant('c', 'float32', [1, 2, 3, 2])]))),
    ],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
