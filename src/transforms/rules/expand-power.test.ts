import { describe, expect, it } from 'vitest';
import { expandPower as rule } from './expand-power';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('expand-power', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [x, g.scalar('n', 'float32', 2)])),
        ),
      ),
    ).toEqual(['Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [x, g.scalar('n', 'float32', 3)])),
        ),
      ),
    ).toEqual(['Mul', 'Mul']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [x, g.scalar('n', 'int32', 2)])),
        ),
      ),
    ).toEqual(['Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [x, g.scalar('n', 'float32', 4)])),
      ),
    ).toContain('the exponent is not 2 or 3');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [x, g.constant('n', 'float32', [1, 1, 1], [2])])),
      ),
    ).toContain('the exponent may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [x, g.scalar('n', 'int32', 2)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
