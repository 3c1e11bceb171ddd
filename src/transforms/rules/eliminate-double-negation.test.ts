import { describe, expect, it } from 'vitest';
import { eliminateDoubleNegation as rule } from './eliminate-double-negation';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-double-negation', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Neg', [g.op('Neg', [x])]), y])),
        ),
      ),
    ).toEqual(['Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Where', [g.op('Not', [g.op('Not', [g.op('Less', [x, y])])]), x, y])),
        ),
      ),
    ).toEqual(['Less', 'Where']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Neg', [g.op('Neg', [x])])),
      ),
    ).toContain('it gives an output of the graph its name');
  });
});
