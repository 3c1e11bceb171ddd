import { describe, expect, it } from 'vitest';
import { graphOf, model } from './fixtures';
import { splitTransposeOffFusedMatmul as rule } from './split-transpose-off-fused-matmul';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('split-transpose-off-fused-matmul', () => {
  it('takes no factor out in halves, where the product could overflow', () => {
    const fused = (alpha: number) =>
      graphOf((g) => {
        const [x, y] = [g.input('x', 'float16', [2, 3]), g.input('y', 'float16', [2, 3])];
        return g.op('FusedMatMul', [x, y], { transB: 1, alpha }, { domain: 'com.microsoft' });
      });
    expect(refusals(rule, fused(0.125))).toEqual(['in float16 this could change values']);
    expect(sitesOf(rule, fused(1))).toHaveLength(1);
  });

  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('FusedMatMul', [x, y], { transB: 1, alpha: 0.5 }, { domain: 'com.microsoft' }),
          ),
        ),
      ),
    ).toEqual(['Transpose', 'MatMul', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('FusedMatMul', [x, y], { transA: 1 }, { domain: 'com.microsoft' })),
        ),
      ),
    ).toEqual(['Transpose', 'MatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op(
              'FusedMatMul',
              [g.op('Unsqueeze', [x, g.ints('i', [0])]), g.constant('w', 'float32', [1, 2, 2])],
              { transA: 1, transB: 1 },
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['Unsqueeze', 'Transpose', 'Transpose', 'MatMul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op(
            'FusedMatMul',
            [g.op('Unsqueeze', [x, g.ints('i', [0])]), g.constant('w', 'float32', [1, 3, 2])],
            { transBatchA: 1, transBatchB: 1 },
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the batch axes are turned');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op(
            'FusedMatMul',
            [x, g.constant('w', 'float32', [3])],
            { alpha: 0.5 },
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the ranks are not known');
  });
});
