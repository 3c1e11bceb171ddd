import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTransposeBeforeReduction as rule } from './move-transpose-before-reduction';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-before-reduction', () => {
  it('renumbers the axes', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4])], { axes: [0, 2], keepdims: 1 })],
          { perm: [1, 2, 0] },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Transpose', 'ReduceMean']);
  });

  it('takes the axes as an input', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('Transpose', [g.op('ReduceL2', [g.input('x', 'float32', [2, 3, 4]), g.ints('i', [-1])])], {
            perm: [2, 1, 0],
          }),
        { opset: 18 },
      ),
    );
    expect(opsOf(after)).toEqual(['Transpose', 'ReduceL2']);
  });

  it.each([
    [
      'the reduced axes are gone',
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4])], { axes: [0], keepdims: 0 })],
          { perm: [1, 0] },
        ),
      ),
    ],
    [
      'the axes or the permutation are not known',
      graphOf(
        (g) =>
          g.op(
            'Transpose',
            [g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4]), g.input('a', 'int64', [1])])],
            { perm: [2, 1, 0] },
          ),
        { opset: 18 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
