import { describe, expect, it } from 'vitest';
import { layerNorm, layerNormWithMean, model } from './fixtures';
import { fuseSkipLayerNormalization as rule } from './fuse-skip-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-skip-layer-normalization', () => {
  it.each([
    ['with scale and shift', model((g, x, y) => layerNorm(g, g.op('Add', [x, y])))],
    [
      'with an epsilon of its own',
      model((g, x, y) =>
        layerNorm(g, g.op('Add', [x, y]), { shift: false, attrs: { epsilon: { float: 0.1 } } }),
      ),
    ],
  ])('rewrites one %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['SkipLayerNormalization']);
  });

  it('gives the sum too where it is used elsewhere', async () => {
    const graph = model((g, x, y) => {
      const sum = g.op('Add', [x, y]);
      return g.op('Add', [sum, layerNorm(g, sum, { shift: false })]);
    });
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['SkipLayerNormalization', 'Add']);
  });

  it.each([
    [
      'the addends differ in shape',
      model((g, x) => layerNorm(g, g.op('Add', [x, g.constant('r', 'float32', [3])]))),
    ],
    [
      'it does not normalise the last axis alone',
      model((g, x, y) =>
        layerNorm(g, g.op('Add', [x, y]), { shape: [2, 3], shift: false, attrs: { axis: 0 } }),
      ),
    ],
    [
      'scale or shift is no vector',
      model((g, x, y) => layerNorm(g, g.op('Add', [x, y]), { shape: [1], shift: false })),
    ],
    [
      'the sum is not of rank 2 or 3',
      model((g, x, y) => {
        const of3 = g.op('Unsqueeze', [x, g.ints('i', [0])]);
        return layerNorm(g, g.op('Add', [g.op('Unsqueeze', [of3, g.ints('j', [0])]), y]));
      }),
    ],
    [
      'the type is float64, not float32',
      model((g, x, y) => {
        const sum = g.op('Add', [g.op('Cast', [x], { to: 11 }), g.op('Cast', [y], { to: 11 })]);
        return g.op('LayerNormalization', [sum, g.constant('scale', 'float64', [3])]);
      }),
    ],
    [
      'the statistics are used',
      model((g, x, y) => {
        const { normalised, mean } = layerNormWithMean(g, g.op('Add', [x, y]));
        return g.op('Add', [normalised, mean]);
      }),
    ],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
