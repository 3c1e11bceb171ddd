import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { swapNegatedDifference as rule } from './swap-negated-difference';
import { expectRewrite, opsOf, refusals } from './testing';

describe('swap-negated-difference', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Neg', [g.op('Sub', [x, y])])),
        ),
      ),
    ).toEqual(['Sub']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Neg', [g.op('Sub', [x, y])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
