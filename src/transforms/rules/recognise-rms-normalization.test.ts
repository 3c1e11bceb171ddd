import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { recogniseRmsNormalization as rule } from './recognise-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

interface Written {
  readonly opset?: number;
  readonly rows?: number;
  readonly axis?: number;
  readonly keepdims?: number;
  readonly epsilon?: (g: GraphBuilder) => ValueId;
  readonly exponent?: number;
  readonly scale?: readonly number[];
}

/** γ·x/√(mean x² + ε). */
const written = ({
  opset = 23,
  rows = 2,
  axis = -1,
  keepdims = 1,
  epsilon = (g) => g.scalar('eps', 'float32', 0.01),
  exponent = 2,
  scale = [3],
}: Written = {}) =>
  graphOf(
    (g) => {
      const x = g.input('x', 'float32', [rows, 3]);
      const square = g.op('Pow', [x, g.scalar('two', 'float32', exponent)]);
      const mean = g.op('ReduceMean', [square, g.ints('axes', [axis])], { keepdims });
      const root = g.op('Sqrt', [g.op('Add', [mean, epsilon(g)])]);
      return g.op('Mul', [g.op('Div', [x, root]), g.constant('w', 'float32', scale)]);
    },
    { opset },
  );

describe('recognise-rms-normalization', () => {
  it('recognises it', async () => {
    expect(opsOf(await expectRewrite(rule, written()))).toEqual(['RMSNormalization']);
  });

  it.each([
    ['there is no RMSNormalization before opset 23', written({ opset: 22 })],
    ['the mean is not over the last axis', written({ axis: 0 })],
    ['the power is not 2', written({ exponent: 3 })],
    ['the scale is no vector along the last axis', written({ scale: [2, 3] })],
    [
      'what is added to the mean is not one number',
      written({ epsilon: (g) => g.constant('eps', 'float32', [2, 1]) }),
    ],
    ['a constant may add axes', written({ epsilon: (g) => g.constant('eps', 'float32', [1, 1, 1], [0.01]) })],
    ['the mean drops its axis', written({ rows: 3, keepdims: 0 })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
