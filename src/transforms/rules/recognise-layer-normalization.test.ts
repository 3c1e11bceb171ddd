import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { recogniseLayerNormalization as rule } from './recognise-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

type Make = (g: GraphBuilder, x: ValueId) => ValueId;

const power =
  (exponent: number): Make =>
  (g, x) =>
    g.op('Pow', [x, g.scalar('two', 'float32', exponent)]);
const product: Make = (g, x) => g.op('Mul', [x, x]);
const mean =
  (...axes: readonly number[]): Make =>
  (g, x) =>
    g.op('ReduceMean', [x], { axes });

interface Written {
  readonly first?: Make;
  readonly square?: Make;
  readonly second?: Make;
  readonly epsilon?: (g: GraphBuilder) => ValueId;
  readonly opset?: number;
}

/** d/√(mean d² + ε) with d = x − mean x. */
const written = ({
  first = mean(-1),
  square = power(2),
  second = mean(1),
  epsilon = (g) => g.scalar('epsilon', 'float32', 1e-3),
  opset = 17,
}: Written = {}) =>
  model((g, x) => {
    const d = g.op('Sub', [x, first(g, x)]);
    const variance = second(g, square(g, d));
    return g.op('Div', [d, g.op('Sqrt', [g.op('Add', [variance, epsilon(g)])])]);
  }, opset);

describe('recognise-layer-normalization', () => {
  it.each([
    ['a power', written()],
    ['a product', written({ square: product })],
    ['several axes, named in any order', written({ first: mean(0, 1), square: product, second: mean(1, 0) })],
    [
      'axes as opset 18 has them',
      written({
        first: (g, x) => g.op('ReduceMean', [x, g.ints('axes1', [1])]),
        square: product,
        second: (g, x) => g.op('ReduceMean', [x, g.ints('axes', [-1])]),
        opset: 18,
      }),
    ],
  ])('rewrites %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['LayerNormalization']);
  });

  it.each([
    ['the means are not over the same last axes of known size', written({ first: mean(0), second: mean(0) })],
    ['the means are not over the same last axes of known size', written({ second: mean(0, 1) })],
    [
      'what is added to the variance is not one number',
      written({ epsilon: (g) => g.constant('epsilon', 'float32', [3]) }),
    ],
    [
      'what is added to the variance is not one number',
      written({ epsilon: (g) => g.scalar('epsilon', 'float32', -1) }),
    ],
    [
      'a constant may add axes',
      written({ epsilon: (g) => g.constant('epsilon', 'float32', [1, 1, 1], [1]) }),
    ],
    ['the power is not 2', written({ square: power(3) })],
    [
      'a mean drops its axes',
      written({
        first: (g, x) => g.op('ReduceMean', [x], { axes: [0, 1], keepdims: 0 }),
        second: mean(0, 1),
      }),
    ],
    ['there is no LayerNormalization before opset 17', written({ opset: 16 })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
