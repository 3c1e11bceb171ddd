import { describe, expect, it } from 'vitest';
import { absorbShiftIntoLayerNormalization as rule } from './absorb-shift-into-layer-normalization';
import { layerNorm, layerNormWithMean, model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-shift-into-layer-normalization', () => {
  it.each([
    [
      'behind scale and shift',
      model((g, x) => g.op('Add', [layerNorm(g, x), g.constant('c', 'float32', [3])])),
    ],
    [
      'of one number, where there is no shift',
      model((g, x) => g.op('Add', [g.constant('c', 'float32', [1]), layerNorm(g, x, { shift: false })])),
    ],
    [
      'along one of two normalised axes',
      model((g, x) => {
        const normalised = layerNorm(g, x, { shape: [2, 3], attrs: { axis: 0 } });
        return g.op('Add', [normalised, g.constant('c', 'float32', [2, 1])]);
      }),
    ],
  ])('absorbs one %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['LayerNormalization']);
  });

  it.each([
    [
      'the addend differs along other axes',
      model((g, x) => g.op('Add', [layerNorm(g, x, { shift: false }), g.constant('c', 'float32', [2, 1])])),
    ],
    [
      'an inner value is also used elsewhere',
      model((g, x) => {
        const { normalised, mean } = layerNormWithMean(g, x);
        return g.op('Add', [g.op('Add', [normalised, g.constant('c', 'float32', [3])]), mean]);
      }),
    ],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
