import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { splitAffineOffLayerNormalization as rule } from './split-affine-off-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-affine-off-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('LayerNormalization', [
              x,
              g.constant('scale', 'float32', [3]),
              g.constant('shift', 'float32', [3]),
            ]),
          ),
        ),
      ),
    ).toEqual(['LayerNormalization', 'Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('LayerNormalization', [x, g.constant('scale', 'float32', [3])])),
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
        model((g, x) =>
          (([n, s]) => g.op('Mul', [n ?? x, g.op('Add', [s ?? x, g.constant('c', 'float32', [3])])]))(
            g.node(
              'LayerNormalization',
              [x, g.constant('scale', 'float32', [3]), g.constant('shift', 'float32', [3])],
              {},
              { outputs: 2 },
            ),
          ),
        ),
      ),
    ).toContain('the statistics are used');
  });
});
