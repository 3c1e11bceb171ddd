import { describe, expect, it } from 'vitest';
import { absorbNegationIntoSum as rule } from './absorb-negation-into-sum';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-negation-into-sum', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Neg', [y]), x])),
        ),
      ),
    ).toEqual(['Sub']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [x, g.op('Neg', [y])])),
        ),
      ),
    ).toEqual(['Sub']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Sub', [x, g.op('Neg', [y])])),
        ),
      ),
    ).toEqual(['Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Sub', [g.op('Neg', [x]), y])),
      ),
    ).toContain('the negative is the first operand');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [x, g.op('Neg', [y])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
