import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseTransposeIntoMatmul as rule } from './fuse-transpose-into-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-transpose-into-matmul', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('MatMul', [g.op('Transpose', [x], { perm: [1, 0] }), y])),
        ),
      ),
    ).toEqual(['FusedMatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('MatMul', [x, g.op('Transpose', [y], { perm: [1, 0] })])),
        ),
      ),
    ).toEqual(['FusedMatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('MatMul', [
              g.op('Transpose', [x], { perm: [1, 0] }),
              g.op('Transpose', [g.constant('w', 'float32', [4, 2])], { perm: [1, 0] }),
            ]),
          ),
        ),
      ),
    ).toEqual(['FusedMatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('MatMul', [
              g.op('Transpose', [g.op('Unsqueeze', [x, g.ints('i', [0])])], { perm: [0, 2, 1] }),
              g.op('Unsqueeze', [y, g.ints('j', [0])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Unsqueeze', 'Unsqueeze', 'FusedMatMul']);
  });
  it('is no move on WebGPU, which has no kernel', () => {
    const graph = model((g, x, y) => g.op('MatMul', [x, g.op('Transpose', [y], { perm: [1, 0] })]));
    const target = { provider: 'webgpu', standardOpsOnly: false } as const;
    expect(refusals(rule, graph, target)).toEqual(['no kernel for this on webgpu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])])),
      ),
    ).toContain('nothing is transposed');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('MatMul', [
            g.op('Transpose', [g.op('Unsqueeze', [x, g.ints('i', [0])])], { perm: [1, 2, 0] }),
            g.constant('w', 'float32', [1, 2]),
          ]),
        ),
      ),
    ).toContain('other axes are moved');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('MatMul', [g.op('Transpose', [x], { perm: [1, 0] }), g.constant('w', 'float32', [2])]),
        ),
      ),
    ).toContain('an operand is no matrix');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('MatMul', [x, g.op('Transpose', [y], { perm: [1, 0] })]), 17, 'int32'),
      ),
    ).toContain('the type is int32, not float32');
  });
});
