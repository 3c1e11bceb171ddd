import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseBiasGelu as rule } from './fuse-bias-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-bias-gelu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op(
              'Gelu',
              [g.op('Add', [g.constant('b', 'float32', [3]), x])],
              {},
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['BiasGelu']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op(
              'FastGelu',
              [g.op('Add', [x, g.constant('b', 'float32', [3])])],
              {},
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['FastGelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op(
            'Gelu',
            [g.op('Add', [x, g.constant('b', 'float32', [2, 1])])],
            {},
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the bias is no vector along the last axis');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Gelu', [g.op('Add', [x, g.constant('b', 'float32', [1])])], {}, { domain: 'com.microsoft' }),
        ),
      ),
    ).toContain('the bias is no vector along the last axis');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op(
            'Gelu',
            [g.op('Add', [g.op('Cast', [x], { to: 11 }), g.constant('b', 'float64', [3])])],
            {},
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the type is float64, not float32');
  });
});
