import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseBiasIntoSkipLayerNormalization as rule } from './fuse-bias-into-skip-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-bias-into-skip-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op(
              'SkipLayerNormalization',
              [
                g.op('Add', [x, g.constant('b', 'float32', [3])]),
                y,
                g.constant('scale', 'float32', [3]),
                g.constant('shift', 'float32', [3]),
              ],
              {},
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op(
              'SkipLayerNormalization',
              [
                x,
                g.op('Add', [y, g.constant('b', 'float32', [3])]),
                g.constant('scale', 'float32', [3]),
                g.constant('shift', 'float32', [3]),
              ],
              {},
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op(
              'SkipLayerNormalization',
              [x, g.op('Add', [y, g.constant('b', 'float32', [3])]), g.constant('scale', 'float32', [3])],
              {},
              { domain: 'com.microsoft' },
            ),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            (([n, , , s]) => g.op('Add', [n ?? x, s ?? x]))(
              g.node(
                'SkipLayerNormalization',
                [g.op('Add', [x, g.constant('b', 'float32', [3])]), y, g.constant('scale', 'float32', [3])],
                {},
                { domain: 'com.microsoft', outputs: 4 },
              ),
            ),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization', 'Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op(
            'SkipLayerNormalization',
            [
              g.op('Add', [x, g.constant('b', 'float32', [2, 1])]),
              y,
              g.constant('scale', 'float32', [3]),
              g.constant('shift', 'float32', [3]),
            ],
            {},
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the bias is no vector along the last axis');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op(
            'SkipLayerNormalization',
            [
              g.op('Add', [x, g.constant('b', 'float32', [1])]),
              y,
              g.constant('scale', 'float32', [3]),
              g.constant('shift', 'float32', [3]),
            ],
            {},
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('the bias is no vector along the last axis');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op(
            'SkipLayerNormalization',
            [x, y, g.constant('scale', 'float32', [3]), g.constant('shift', 'float32', [3])],
            {},
            { domain: 'com.microsoft' },
          ),
        ),
      ),
    ).toContain('no Add produces an input');
  });
});
