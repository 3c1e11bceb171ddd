import { describe, expect, it } from 'vitest';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeMatmul as rule } from './move-gather-before-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-matmul', () => {
  const picked = (
    a: readonly number[],
    b: readonly number[],
    axis: number,
    at: readonly number[] = [2],
    given = at.length === 0,
  ) =>
    graphOf((g) => {
      const product = g.op('MatMul', [g.input('x', 'float32', a), g.constant('w', 'float32', b)]);
      const indices = indicesOf(g, at, given);
      return g.op('Relu', [g.op('Gather', [product, indices], { axis })]);
    });

  it('picks rows of the left operand', async () => {
    expect(opsOf(await expectRewrite(rule, picked([2, 3, 4], [4, 5], 1)))).toEqual([
      'Gather',
      'MatMul',
      'Relu',
    ]);
    await expectRewrite(rule, picked([2, 3, 4], [4, 5], 1, [], true), { inputs: { i: [2] } });
    await expectRewrite(rule, picked([2, 3, 4], [4, 5], 0, [2, 2]));
    await expectRewrite(rule, picked([3, 4], [4, 5], 0, []));
    await expectRewrite(rule, picked([3, 4], [2, 4, 5], 1));
  });

  it('picks columns of the weights, as an expression', async () => {
    expect(opsOf(await expectRewrite(rule, picked([2, 3, 4], [4, 5], 2)))).toEqual(['MatMul', 'Relu']);
    await expectRewrite(rule, picked([2, 3, 4], [2, 4, 5], -1));
  });

  it.each([
    [
      'one known place is taken by a Slice',
      graphOf((g) => {
        const y = g.op('MatMul', [g.input('x', 'float32', [3, 4]), g.constant('w', 'float32', [4, 5])]);
        return g.op('Gather', [y, g.scalar('i', 'int64', 1)], { axis: 0 });
      }),
    ],
    ['columns are picked by other than a vector', picked([3, 4], [4, 5], 1, [])],
    ['a stack of right operands is picked from', picked([2, 3, 4], [2, 4, 5], 0)],
    ['rows of a stack are picked by other than a vector', picked([2, 3, 4], [2, 4, 5], 1, [])],
    ['an operand is a vector, or its rank is not known', picked([3, 4], [4], 0)],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
