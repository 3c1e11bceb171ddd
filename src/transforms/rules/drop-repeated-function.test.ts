import { describe, expect, it } from 'vitest';
import { dropRepeatedFunction as rule } from './drop-repeated-function';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('drop-repeated-function', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Floor', [g.op('Round', [x])]), y])),
        ),
      ),
    ).toEqual(['Round', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Sign', [g.op('Sign', [x])]), y])),
        ),
      ),
    ).toEqual(['Sign', 'Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Sign', [g.op('Floor', [x])])),
      ),
    ).toContain('a whole number is not its sign');
  });
  it('moves the name of an output to the inner one', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Ceil', [g.op('Floor', [x])])),
        ),
      ),
    ).toEqual(['Floor']);
  });
});
