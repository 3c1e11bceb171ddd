import { describe, expect, it } from 'vitest';
import { factorOutMatmul as rule } from './factor-out-matmul';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('factor-out-matmul', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Add', [
              g.op('MatMul', [x, g.constant('v', 'float32', [3, 3])]),
              g.op('MatMul', [x, g.constant('w', 'float32', [3, 3])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['Add', 'MatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            ((w) => g.op('Sub', [g.op('MatMul', [x, w]), g.op('MatMul', [y, w])]))(
              g.constant('w', 'float32', [3, 4]),
            ),
          ),
        ),
      ),
    ).toEqual(['Sub', 'MatMul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op('Add', [
            g.op('MatMul', [x, g.constant('v', 'float32', [3, 3])]),
            g.op('MatMul', [y, g.constant('w', 'float32', [3, 3])]),
          ]),
        ),
      ),
    ).toContain('no matrix is in common');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Add', [
            g.op('MatMul', [x, g.constant('v', 'float32', [3, 3])]),
            g.op('MatMul', [x, g.constant('w', 'float32', [3, 1])]),
          ]),
        ),
      ),
    ).toContain('the shapes differ');
    expect(
      refusals(
        rule,
        model(
          (g, x, y) =>
            ((w) => g.op('Add', [g.op('MatMul', [x, w]), g.op('MatMul', [y, w])]))(
              g.constant('w', 'int32', [3, 4]),
            ),
          17,
          'int32',
        ),
      ),
    ).toContain('the type is int32');
  });
});
