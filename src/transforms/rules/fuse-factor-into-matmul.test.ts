import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseFactorIntoMatmul as rule } from './fuse-factor-into-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-factor-into-matmul', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.scalar('c', 'float32', 0.3),
              g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['FusedMatMul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Div', [
              g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])]),
              g.constant('c', 'float32', [1], [4]),
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
            g.op('Mul', [
              g.op('FusedMatMul', [x, y], { transB: 1, alpha: 0.5 }, { domain: 'com.microsoft' }),
              g.scalar('c', 'float32', 3),
            ]),
          ),
        ),
      ),
    ).toEqual(['FusedMatMul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [g.scalar('c', 'float32', 2), g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])])]),
        ),
      ),
    ).toContain('the constant is not one number to multiply or divide by');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])]),
            g.constant('c', 'float32', [4]),
          ]),
        ),
      ),
    ).toContain('the constant is not one number to multiply or divide by');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Div', [g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])]), g.scalar('c', 'float32', 0)]),
        ),
      ),
    ).toContain('the constant is not one number to multiply or divide by');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.op('MatMul', [x, g.constant('w', 'float32', [3, 4])]),
            g.constant('c', 'float32', [1, 1, 1]),
          ]),
        ),
      ),
    ).toContain('the constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [g.op('MatMul', [x, g.constant('w', 'float32', [3])]), g.scalar('c', 'float32', 2)]),
        ),
      ),
    ).toContain('an operand is no matrix');
    expect(
      refusals(
        rule,
        model(
          (g, x) =>
            g.op('Mul', [g.op('MatMul', [x, g.constant('w', 'int32', [3, 4])]), g.scalar('c', 'int32', 2)]),
          17,
          'int32',
        ),
      ),
    ).toContain('the type is int32, not float32');
  });
});
