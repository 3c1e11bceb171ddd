import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replaceNegationByFactor as rule } from './replace-negation-by-factor';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-negation-by-factor', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Neg', [x])),
        ),
      ),
    ).toEqual(['Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Neg', [x]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
