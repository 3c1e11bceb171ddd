import { describe, expect, it } from 'vitest';
import { layerNorm, layerNormWithMean, model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';
import { unfuseLayerNormalization as rule } from './unfuse-layer-normalization';

describe('unfuse-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => layerNorm(g, x)),
        ),
      ),
    ).toEqual(['ReduceMean', 'Sub', 'ReduceSumSquare', 'Div', 'Add', 'Sqrt', 'Div', 'Mul', 'Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => layerNorm(g, x, { shift: false, attrs: { axis: 1, epsilon: { float: 0.01 } } })),
        ),
      ),
    ).toEqual(['ReduceMean', 'Sub', 'ReduceSumSquare', 'Div', 'Add', 'Sqrt', 'Div', 'Mul']);
  });
  it('takes axes of opset 18', async () => {
    const graph = model((g, x) => layerNorm(g, x, { shape: [2, 3], shift: false, attrs: { axis: 0 } }), 18);
    expect(opsOf(await expectRewrite(rule, graph))).toContain('ReduceMean');
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => {
          const { normalised, mean } = layerNormWithMean(g, x);
          return g.op('Mul', [normalised, g.op('Add', [mean, g.constant('c', 'float32', [3])])]);
        }),
      ),
    ).toContain('the statistics are used');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('LayerNormalization', [g.op('Cast', [x], { to: 11 }), g.constant('scale', 'float64', [3])]),
        ),
      ),
    ).toContain('the type is float64, not float32');
  });
});
