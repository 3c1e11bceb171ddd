import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replacePowerByRoot as rule } from './replace-power-by-root';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-power-by-root', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [g.op('Exp', [x]), g.scalar('n', 'float32', 0.5)])),
        ),
      ),
    ).toEqual(['Exp', 'Sqrt']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [g.op('Exp', [x]), g.scalar('n', 'float32', -0.5)])),
        ),
      ),
    ).toEqual(['Exp', 'Sqrt', 'Reciprocal']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('Pow', [g.op('Exp', [x]), g.scalar('n', 'float32', -1)])),
        ),
      ),
    ).toEqual(['Exp', 'Reciprocal']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [g.op('Exp', [x]), g.scalar('n', 'float32', 2)])),
      ),
    ).toContain('the exponent is not ½, −½ or −1');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [x, g.constant('n', 'float32', [1, 1, 1], [0.5])])),
      ),
    ).toContain('the exponent may add axes');
    expect(
      refusals(
        rule,
        model((g, x) => g.op('Pow', [x, g.scalar('n', 'float32', -1)]), 17, 'int32'),
      ),
    ).toContain('the type is int32');
  });
});
