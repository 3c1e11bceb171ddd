import { describe, expect, it } from 'vitest';
import { distributeCommonFactor as rule } from './distribute-common-factor';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('distribute-common-factor', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.op('Add', [x, y]), g.op('Exp', [x])])),
        ),
      ),
    ).toEqual(['Exp', 'Mul', 'Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Mul', [g.constant('c', 'float32', [3]), g.op('Sub', [x, y])])),
        ),
      ),
    ).toEqual(['Mul', 'Mul', 'Sub']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [g.scalar('c', 'float32', 2), g.op('Add', [x, g.scalar('d', 'float32', 2)])]),
        ),
      ),
    ).toContain('the factor and an addend are constant');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [x, g.op('Add', [x, y])]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
