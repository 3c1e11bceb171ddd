import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerGelu as rule } from './lower-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Gelu', [x]), 20),
        ),
      ),
    ).toEqual(['Mul', 'Erf', 'Add', 'Mul', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Gelu', [x], { approximate: 'tanh' }), 20),
        ),
      ),
    ).toEqual(['Mul', 'Mul', 'Mul', 'Add', 'Mul', 'Tanh', 'Add', 'Mul', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Gelu', [g.op('Cast', [x], { to: 10 })]), 20),
      ),
    ).toContain('the type is float16');
  });
});
