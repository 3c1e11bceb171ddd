import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { splitDivisionIntoReciprocal as rule } from './split-division-into-reciprocal';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-division-into-reciprocal', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Div', [x, g.op('Exp', [y])])),
        ),
      ),
    ).toEqual(['Exp', 'Reciprocal', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Div', [x, g.scalar('c', 'float32', 2)])),
      ),
    ).toContain('the divisor is constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Div', [x, y]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
