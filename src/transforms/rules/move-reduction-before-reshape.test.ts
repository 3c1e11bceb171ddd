import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveReductionBeforeReshape as rule } from './move-reduction-before-reshape';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-reduction-before-reshape', () => {
  const reduced = (
    from: readonly number[],
    to: readonly number[],
    axes: readonly number[],
    keepdims = 0,
    op = 'ReduceMean',
  ) =>
    graphOf((g) => {
      const y = g.op('Reshape', [g.input('x', 'float32', from), g.ints('s', to)]);
      return g.op('Relu', [g.op(op, [y], { axes, keepdims })]);
    });

  it('reduces the map before it is flattened', async () => {
    expect(opsOf(await expectRewrite(rule, reduced([2, 3, 4, 5], [2, 3, 20], [2])))).toEqual([
      'ReduceMean',
      'Relu',
    ]);
    await expectRewrite(rule, reduced([2, 3, 4, 5], [2, 3, 20], [-1], 1, 'ReduceMax'));
  });

  it('reduces an axis of what is split apart', async () => {
    expect(opsOf(await expectRewrite(rule, reduced([2, 12], [2, 3, 4], [1, 2], 1)))).toEqual([
      'ReduceMean',
      'Reshape',
      'Relu',
    ]);
    await expectRewrite(rule, reduced([6, 4], [2, 3, 4], [2], 0, 'ReduceL2'));
    await expectRewrite(rule, reduced([2, 3, 1, 4], [1, 6, 4], [0, 1]));
  });

  it('goes past Flatten and Unsqueeze', async () => {
    await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceMean', [g.op('Flatten', [g.input('x', 'float32', [2, 3, 4])])], { axes: [1] }),
        ]),
      ),
    );
    await expectRewrite(
      rule,
      graphOf((g) => {
        const more = g.op('Unsqueeze', [g.input('x', 'float32', [2, 3]), g.ints('a', [1])]);
        return g.op('Relu', [g.op('ReduceMean', [more], { axes: [2], keepdims: 0 })]);
      }),
    );
  });

  it.each([
    ['the Reshape splits or joins what is reduced', reduced([2, 3, 4], [6, 4], [0]), false],
    ['the Reshape splits or joins what is reduced', reduced([2, 3, 4], [3, 2, 4], [0]), true],
    ['the Reshape splits or joins what is reduced', reduced([6, 4], [2, 3, 4], [0]), true],
    ['the Reshape splits or joins what is reduced', reduced([2, 3], [2, 1, 3], [1]), true],
    [
      'a shape is not known, or it is empty',
      graphOf((g) =>
        g.op('ReduceMean', [g.op('Reshape', [g.input('x', 'float32', ['n', 4]), g.ints('s', [-1, 2, 2])])], {
          axes: [1],
        }),
      ),
      true,
    ],
  ] as const)('refuses: %s', (reason, graph, isRefused) => {
    if (isRefused) expect(refusals(rule, graph)).toContain(reason);
    else expect(() => refusals(rule, graph)).toThrow();
  });
});
