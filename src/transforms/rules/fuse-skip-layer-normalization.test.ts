import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { fuseSkipLayerNormalization as rule } from './fuse-skip-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-skip-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('LayerNormalization', [
              g.op('Add', [x, y]),
              g.constant('scale', 'float32', [3]),
              g.constant('shift', 'float32', [3]),
            ]),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('LayerNormalization', [g.op('Add', [x, y]), g.constant('scale', 'float32', [3])], {
              epsilon: { float: 0.1 },
            }),
          ),
        ),
      ),
    ).toEqual(['SkipLayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            ((s) => g.op('Add', [s, g.op('LayerNormalization', [s, g.constant('scale', 'float32', [3])])]))(
              g.op('Add', [x, y]),
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
        model((g, x) =>
          g.op('LayerNormalization', [
            g.op('Add', [x, g.constant('r', 'float32', [3])]),
            g.constant('scale', 'float32', [3]),
            g.constant('shift', 'float32', [3]),
          ]),
        ),
      ),
    ).toContain('the addends differ in shape');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op('LayerNormalization', [g.op('Add', [x, y]), g.constant('scale', 'float32', [2, 3])], {
            axis: 0,
          }),
        ),
      ),
    ).toContain('it does not normalise the last axis alone');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op('LayerNormalization', [g.op('Add', [x, y]), g.constant('scale', 'float32', [1])]),
        ),
      ),
    ).toContain('scale or shift is no vector');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op('LayerNormalization', [
            g.op('Add', [g.op('Unsqueeze', [g.op('Unsqueeze', [x, g.ints('i', [0])]), g.ints('j', [0])]), y]),
            g.constant('scale', 'float32', [3]),
            g.constant('shift', 'float32', [3]),
          ]),
        ),
      ),
    ).toContain('the sum is not of rank 2 or 3');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          g.op('LayerNormalization', [
            g.op('Add', [g.op('Cast', [x], { to: 11 }), g.op('Cast', [y], { to: 11 })]),
            g.constant('scale', 'float64', [3]),
          ]),
        ),
      ),
    ).toContain('the type is float64, not float32');
    expect(
      refusals(
        rule,
        model((g, x, y) =>
          (([n, s]) => g.op('Add', [n ?? x, s ?? x]))(
            g.node(
              'LayerNormalization',
              [g.op('Add', [x, y]), g.constant('scale', 'float32', [3])],
              {},
              { outputs: 2 },
            ),
          ),
        ),
      ),
    ).toContain('the statistics are used');
  });
});
