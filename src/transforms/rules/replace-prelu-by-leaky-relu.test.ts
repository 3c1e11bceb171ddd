import { describe, expect, it } from 'vitest';
import { type GraphBuilder, graphBuilder, type ValueId } from '../../graph';
import { replacePreluByLeakyRelu as rule } from './replace-prelu-by-leaky-relu';
import { expectRewrite, opsOf, refusals } from './testing';

type F = (g: GraphBuilder, x: ValueId, y: ValueId) => ValueId;

/** A graph of f over two tensors [2, 3]. */
function model(f: F, opset = 17, dtype: 'float32' | 'int32' = 'float32') {
  const g = graphBuilder({ opset });
  const y = f(g, g.input('x', dtype, [2, 3]), g.input('y', dtype, [2, 3]));
  g.output('z', y);
  return g.build();
}

describe('replace-prelu-by-leaky-relu', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x) => g.op('PRelu', [x, g.constant('slope', 'float32', [1], [0.3])])),
        ),
      ),
    ).toEqual(['LeakyRelu']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x) => g.op('PRelu', [x, g.constant('slope', 'float32', [3])])),
      ),
    ).toContain('the slope is not one number');
    expect(
      refusals(
        rule,
        model((g, x) =>
          g.op('PRelu', [g.op('Cast', [x], { to: 11 }), g.constant('slope', 'float64', [1], [0.3])]),
        ),
      ),
    ).toContain('the slope would be rounded to float32');
  });
});
