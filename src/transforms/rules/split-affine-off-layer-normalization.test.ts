import { describe, expect, it } from 'vitest';
import { layerNorm, layerNormWithMean, model } from './fixtures';
import { splitAffineOffLayerNormalization as rule } from './split-affine-off-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-affine-off-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => layerNorm(g, x)),
        ),
      ),
    ).toEqual(['LayerNormalization', 'Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => layerNorm(g, x, { shift: false })),
        ),
      ),
    ).toEqual(['LayerNormalization', 'Mul']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('LayerNormalization', [x, g.constant('scale', 'float32', [3], [1, 1, 1])])),
      ),
    ).toContain('there is neither scale nor shift');
    expect(
      refusals(
        rule,
        model((g, x) => {
          const { normalised, mean } = layerNormWithMean(g, x);
          return g.op('Mul', [normalised, g.op('Add', [mean, g.constant('c', 'float32', [3])])]);
        }),
      ),
    ).toContain('the statistics are used');
  });
});
