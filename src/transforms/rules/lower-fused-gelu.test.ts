import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { lowerFusedGelu as rule } from './lower-fused-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-fused-gelu', () => {
  const microsoft = { domain: 'com.microsoft' };

  it('writes it out', async () => {
    const plain = model((g, x) => g.op('Gelu', [x], {}, microsoft));
    expect(opsOf(await expectRewrite(rule, plain))).toEqual(['Mul', 'Erf', 'Add', 'Mul', 'Mul']);
    const biased = model((g, x) => g.op('BiasGelu', [x, g.constant('b', 'float32', [3])], {}, microsoft));
    expect(opsOf(await expectRewrite(rule, biased))).toEqual(['Add', 'Mul', 'Erf', 'Add', 'Mul', 'Mul']);
  });

  it('refuses halves and the operator of the standard', () => {
    const half = model((g, x) => g.op('Gelu', [g.op('Cast', [x], { to: 10 })], {}, microsoft));
    expect(refusals(rule, half)).toContain('the type is float16');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Gelu', [x]), 20),
      ),
    ).toEqual([]);
  });
});
