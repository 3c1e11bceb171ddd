import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceFactorByNegation as rule } from './replace-factor-by-negation';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-factor-by-negation', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [g.scalar('c', 'float32', -1), x])),
        ),
      ),
    ).toEqual(['Neg']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Div', [x, g.constant('c', 'float32', [1, 1], [-1])])),
        ),
      ),
    ).toEqual(['Neg']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.scalar('c', 'float32', 1)])),
      ),
    ).toContain('the constant is not −1');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [g.scalar('c', 'float32', -1), x])),
      ),
    ).toContain('the constant is divided');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.constant('c', 'float32', [1, 1, 1], [-1])])),
      ),
    ).toContain('the constant may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, g.scalar('c', 'int32', -1)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
