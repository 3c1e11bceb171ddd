import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTransposeBeforeMatmul as rule } from './move-transpose-before-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-before-matmul', () => {
  it('turns both, constants at once', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [2, 3]), g.constant('w', 'float32', [3, 4])])],
          { perm: [1, 0] },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Transpose', 'MatMul']);
  });

  it('of stacks that broadcast', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('y', 'float32', [3, 4])])],
          { perm: [0, 2, 1] },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Transpose', 'Transpose', 'MatMul']);
  });

  it.each([
    [
      'other axes are moved',
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('y', 'float32', [3, 4])])],
          { perm: [1, 0, 2] },
        ),
      ),
    ],
    [
      'an operand is no matrix',
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('y', 'float32', [3])])],
          { perm: [1, 0] },
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
