import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseQuickGelu as rule } from './fuse-quick-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-quick-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, g.op('Sigmoid', [x])])),
        ),
      ),
    ).toEqual(['QuickGelu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [g.op('Sigmoid', [g.op('Mul', [g.scalar('a', 'float32', 1.702), x])]), x]),
          ),
        ),
      ),
    ).toEqual(['QuickGelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [x, g.op('Sigmoid', [g.op('Mul', [g.constant('a', 'float32', [3]), x])])]),
        ),
      ),
    ).toContain('the factor is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [x, g.op('Sigmoid', [g.op('Mul', [g.constant('a', 'float32', [1, 1, 1]), x])])]),
        ),
      ),
    ).toContain('the factor may add axes');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [y, g.op('Sigmoid', [x])])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => ((z) => g.op('Mul', [z, g.op('Sigmoid', [z])]))(g.op('Cast', [x], { to: 11 }))),
      ),
    ).toContain('the type is float64, not float32');
  });
});
