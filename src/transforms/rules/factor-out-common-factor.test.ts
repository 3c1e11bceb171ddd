import { describe, expect, it } from 'vitest';
import { factorOutCommonFactor as rule } from './factor-out-common-factor';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('factor-out-common-factor', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Mul', [x, y]), g.op('Mul', [g.op('Exp', [y]), x])])),
        ),
      ),
    ).toEqual(['Exp', 'Add', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('Sub', [g.op('Mul', [y, x]), g.op('Mul', [x, g.constant('c', 'float32', [3])])]),
          ),
        ),
      ),
    ).toEqual(['Sub', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [g.op('Mul', [x, x]), g.op('Mul', [y, y])])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Add', [g.op('Mul', [x, y]), g.op('Mul', [x, x])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
