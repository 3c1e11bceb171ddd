import { describe, expect, it } from 'vitest';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeTranspose as rule } from './move-gather-before-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-transpose', () => {
  const picked = (perm: readonly number[], axis: number, at: readonly number[] = [2]) =>
    graphOf((g) => {
      const y = g.op('Transpose', [g.input('x', 'float32', [3, 4, 5])], { perm });
      const indices = indicesOf(g, at);
      return g.op('Relu', [g.op('Gather', [y, indices], { axis })]);
    });

  it('picks along the same axis', async () => {
    expect(opsOf(await expectRewrite(rule, picked([2, 0, 1], 1)))).toEqual(['Gather', 'Transpose', 'Relu']);
    await expectRewrite(rule, picked([2, 1, 0], -1, [2, 2]));
    await expectRewrite(rule, picked([1, 2, 0], 0, []));
  });

  it('needs no Transpose where the rest is in order', async () => {
    expect(opsOf(await expectRewrite(rule, picked([1, 0, 2], 0, [])))).toEqual(['Gather', 'Relu']);
  });

  it('refuses unknown ranks and other operators', () => {
    const given = graphOf((g) =>
      g.op('Gather', [g.op('Transpose', [g.input('x', 'float32', [2, 3])]), g.input('i', 'int64', null)]),
    );
    expect(refusals(rule, given)).toContain('the permutation or a rank is not known');
    const known = graphOf((g) =>
      g.op('Gather', [g.op('Transpose', [g.input('x', 'float32', [3, 4])]), g.scalar('i', 'int64', 1)]),
    );
    expect(refusals(rule, known)).toContain('one known place is taken by a Slice');
    const other = graphOf((g) =>
      g.op('Gather', [g.op('Relu', [g.input('x', 'float32', [2, 3])]), g.ints('i', [1, 0])]),
    );
    expect(refusals(rule, other)).toContain('Relu is not Transpose');
  });
});
