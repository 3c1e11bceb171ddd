import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { fuseBiasGelu as rule } from './fuse-bias-gelu';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

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
