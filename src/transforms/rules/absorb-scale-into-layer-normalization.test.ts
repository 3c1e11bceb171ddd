import { describe, expect, it } from 'vitest';
import { absorbScaleIntoLayerNormalization as rule } from './absorb-scale-into-layer-normalization';
import { model } from './fixtures';
import { expectRewrite, opsOf, refusals } from './testing';

describe('absorb-scale-into-layer-normalization', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.op('LayerNormalization', [
                x,
                g.constant('scale', 'float32', [3]),
                g.constant('shift', 'float32', [3]),
              ]),
              g.constant('c', 'float32', [3]),
            ]),
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.constant('c', 'float32', [1]),
              g.op('LayerNormalization', [x, g.constant('scale', 'float32', [3])]),
            ]),
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) =>
            g.op('Mul', [
              g.op(
                'LayerNormalization',
                [x, g.constant('scale', 'float32', [2, 3]), g.constant('shift', 'float32', [2, 3])],
                { axis: 0 },
              ),
              g.constant('c', 'float32', [2, 1]),
            ]),
          ),
        ),
      ),
    ).toEqual(['LayerNormalization']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('Mul', [
            g.op('LayerNormalization', [x, g.constant('scale', 'float32', [3])]),
            g.constant('c', 'float32', [2, 1]),
          ]),
        ),
      ),
    ).toContain('the factor differs along other axes');
    expect(
      refusals(
        rule,
        model((g, x) =>
          (([n, s]) => g.op('Add', [g.op('Mul', [n ?? x, g.constant('c', 'float32', [3])]), s ?? x]))(
            g.node(
              'LayerNormalization',
              [x, g.constant('scale', 'float32', [3]), g.constant('shift', 'float32', [3])],
              {},
              { outputs: 2 },
            ),
          ),
        ),
      ),
    ).toContain('an inner value is also used elsewhere');
  });
});
