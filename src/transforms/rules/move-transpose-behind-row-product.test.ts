import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTransposeBehindRowProduct as rule } from './move-transpose-behind-row-product';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-behind-row-product', () => {
  it('multiplies first', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [5, 2, 3])], { perm: [1, 0, 2] }),
          g.input('w', 'float32', [3, 4]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['MatMul', 'Transpose']);
  });

  it.each([
    [
      'the last axis moves',
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [5, 3, 2])], { perm: [0, 2, 1] }),
          g.input('w', 'float32', [3, 4]),
        ]),
      ),
    ],
    [
      'it is not multiplied by one matrix',
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [5, 2, 3])], { perm: [1, 0, 2] }),
          g.input('w', 'float32', [2, 3, 4]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
