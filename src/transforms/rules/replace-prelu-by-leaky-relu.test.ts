import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { replacePreluByLeakyRelu as rule } from './replace-prelu-by-leaky-relu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-prelu-by-leaky-relu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('PRelu', [x, g.constant('slope', 'float32', [1], [0.3])])),
        ),
      ),
    ).toEqual(['LeakyRelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('PRelu', [x, g.constant('slope', 'float32', [3])])),
      ),
    ).toContain('the slope is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('PRelu', [g.op('Cast', [x], { to: 11 }), g.constant('slope', 'float64', [1], [0.3])]),
        ),
      ),
    ).toContain('the slope would be rounded to float32');
  });
});
