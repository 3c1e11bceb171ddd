import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { joinReciprocalIntoDivision as rule } from './join-reciprocal-into-division';
import { expectRewrite, opsOf, refusals } from './testing';

describe('join-reciprocal-into-division', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.op('Reciprocal', [g.op('Exp', [y])]), x])),
        ),
      ),
    ).toEqual(['Exp', 'Div']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [x, g.op('Reciprocal', [g.op('Exp', [y])])])),
        ),
      ),
    ).toEqual(['Exp', 'Div']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [x, y])),
      ),
    ).toContain('no Reciprocal produces an input');
  });
});
