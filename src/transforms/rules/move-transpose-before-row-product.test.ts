import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTransposeBeforeRowProduct as rule } from './move-transpose-before-row-product';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-before-row-product', () => {
  it('rearranges first', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('w', 'float32', [3, 4])])],
          { perm: [1, 0, 2] },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Transpose', 'MatMul']);
  });

  it.each([
    [
      'the last axis moves',
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('w', 'float32', [3, 4])])],
          { perm: [0, 2, 1] },
        ),
      ),
    ],
    [
      'it is not multiplied by one matrix',
      graphOf((g) =>
        g.op(
          'Transpose',
          [g.op('MatMul', [g.input('x', 'float32', [5, 2, 3]), g.input('w', 'float32', [5, 3, 4])])],
          { perm: [1, 0, 2] },
        ),
      ),
    ],
    [
      'the left operand is a vector',
      graphOf((g) =>
        g.op('Transpose', [g.op('MatMul', [g.input('x', 'float32', [3]), g.input('w', 'float32', [3, 4])])], {
          perm: [0],
        }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
