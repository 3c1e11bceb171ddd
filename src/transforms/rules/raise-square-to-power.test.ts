import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { raiseSquareToPower as rule } from './raise-square-to-power';
import { expectRewrite, opsOf, refusals } from './testing';

describe('raise-square-to-power', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Mul', [x, x])),
        ),
      ),
    ).toEqual(['Pow']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Mul', [x, y])),
      ),
    ).toContain('is not the same value');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Mul', [x, x]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
