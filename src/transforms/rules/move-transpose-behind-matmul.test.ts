import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTransposeBehindMatmul as rule } from './move-transpose-behind-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-behind-matmul', () => {
  it('turns the product', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [3, 2])], { perm: [1, 0] }),
          g.op('Transpose', [g.input('y', 'float32', [4, 3])], { perm: [1, 0] }),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['MatMul', 'Transpose']);
  });

  it('where constants count as turned', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [5, 3, 2])], { perm: [0, 2, 1] }),
          g.constant('w', 'float32', [3, 4]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['MatMul', 'Transpose']);
  });

  it.each([
    [
      'other axes are moved',
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [5, 2, 3])], { perm: [1, 0, 2] }),
          g.constant('w', 'float32', [3, 4]),
        ]),
      ),
    ],
    [
      'nothing is transposed',
      graphOf((g) =>
        g.op('MatMul', [g.constant('c', 'float32', [2, 3]), g.constant('w', 'float32', [3, 4])]),
      ),
    ],
    [
      'an operand is no matrix',
      graphOf((g) =>
        g.op('MatMul', [
          g.op('Transpose', [g.input('x', 'float32', [3, 2])], { perm: [1, 0] }),
          g.constant('w', 'float32', [3]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
