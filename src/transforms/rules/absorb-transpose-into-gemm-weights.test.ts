import { describe, expect, it } from 'vitest';
import { absorbTransposeIntoGemmWeights as rule } from './absorb-transpose-into-gemm-weights';
import { graphOf } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-transpose-into-gemm-weights', () => {
  it('transposes constants', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Gemm',
          [
            g.input('x', 'float32', [2, 3]),
            g.constant('w', 'float32', [4, 3]),
            g.constant('c', 'float32', [4]),
          ],
          { transB: 1 },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm']);
  });

  it.each([
    [
      'the weights are not transposed',
      graphOf((g) => g.op('Gemm', [g.input('x', 'float32', [2, 3]), g.constant('w', 'float32', [3, 4])])),
    ],
    [
      'an input is not constant',
      graphOf((g) =>
        g.op('Gemm', [g.input('x', 'float32', [2, 3]), g.input('w', 'float32', [4, 3])], { transB: 1 }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
