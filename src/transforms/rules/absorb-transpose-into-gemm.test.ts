import { describe, expect, it } from 'vitest';
import { absorbTransposeIntoGemm as rule } from './absorb-transpose-into-gemm';
import { graphOf } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-transpose-into-gemm', () => {
  it('reads the left operand as it lies', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Gemm', [
          g.op('Transpose', [g.input('x', 'float32', [3, 2])], { perm: [1, 0] }),
          g.input('y', 'float32', [3, 4]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm']);
  });

  it('turns one back and the other, with factors and bias', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Gemm',
          [
            g.op('Transpose', [g.input('x', 'float32', [2, 3])], { perm: [1, 0] }),
            g.op('Transpose', [g.input('y', 'float32', [3, 4])], { perm: [1, 0] }),
            g.constant('c', 'float32', [4]),
          ],
          { transA: 1, transB: 1, alpha: 0.5, beta: { float: 2 } },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm']);
  });

  it.each([
    [
      'nothing is transposed',
      graphOf((g) => g.op('Gemm', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [3, 4])])),
    ],
    [
      'it does not swap the axes',
      graphOf((g) =>
        g.op('Gemm', [
          g.op('Transpose', [g.input('x', 'float32', [2, 3])], { perm: [0, 1] }),
          g.input('y', 'float32', [3, 4]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
