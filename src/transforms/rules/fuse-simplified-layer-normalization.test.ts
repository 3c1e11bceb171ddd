import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { fuseSimplifiedLayerNormalization as rule } from './fuse-simplified-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

type Make = (g: GraphBuilder, x: ValueId) => ValueId;

const power =
  (exponent: number): Make =>
  (g, x) =>
    g.op('Pow', [x, g.scalar('two', 'float32', exponent)]);

interface Written {
  readonly square?: Make;
  readonly axis?: number;
  readonly epsilon?: (g: GraphBuilder) => ValueId;
  /** How x is divided by the root. */
  readonly divide?: (g: GraphBuilder, x: ValueId, root: ValueId) => ValueId;
  readonly scale?: readonly number[];
}

/** γ·x/√(mean x² + ε). */
const written = ({
  square = power(2),
  axis = -1,
  epsilon = (g) => g.scalar('epsilon', 'float32', 1e-3),
  divide = (g, x, root) => g.op('Div', [x, root]),
  scale = [3],
}: Written = {}) =>
  model((g, x) => {
    const mean = g.op('ReduceMean', [square(g, x)], { axes: [axis] });
    const root = g.op('Sqrt', [g.op('Add', [mean, epsilon(g)])]);
    return g.op('Mul', [g.constant('scale', 'float32', scale), divide(g, x, root)]);
  });

const timesQuotient =
  (dividend: number): Required<Written>['divide'] =>
  (g, x, root) =>
    g.op('Mul', [g.op('Div', [g.scalar('one', 'float32', dividend), root]), x]);

describe('fuse-simplified-layer-normalization', () => {
  it.each([
    ['a division', written()],
    [
      'a reciprocal',
      written({
        square: (g, x) => g.op('Mul', [x, x]),
        divide: (g, x, root) => g.op('Mul', [x, g.op('Reciprocal', [root])]),
      }),
    ],
    ['a quotient of 1', written({ divide: timesQuotient(1) })],
  ])('rewrites %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['SimplifiedLayerNormalization']);
  });

  it.each([
    ['the mean is not over the last axis', written({ axis: 0 })],
    ['the power is not 2', written({ square: power(3) })],
    ['the scale is no vector along the last axis', written({ scale: [2, 1] })],
    [
      'what is added to the mean is not one number',
      written({ epsilon: (g) => g.constant('epsilon', 'float32', [3]) }),
    ],
    [
      'a constant may add axes',
      written({ epsilon: (g) => g.constant('epsilon', 'float32', [1, 1, 1], [0.5]) }),
    ],
    ['the dividend is not 1', written({ divide: timesQuotient(2) })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
