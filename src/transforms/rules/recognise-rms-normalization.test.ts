import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { recogniseRmsNormalization as rule } from './recognise-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

interface Parts {
  readonly axes: readonly number[];
  readonly eps: ValueId;
  readonly two: number;
  readonly scale: ValueId;
  readonly keepdims: number;
}

function rootMeanSquare(g: GraphBuilder, x: ValueId, parts: Parts): ValueId {
  const square = g.op('Pow', [x, g.scalar('two', 'float32', parts.two)]);
  const mean = g.op('ReduceMean', [square, g.ints('axes', parts.axes)], { keepdims: parts.keepdims });
  const root = g.op('Sqrt', [g.op('Add', [mean, parts.eps])]);
  return g.op('Mul', [g.op('Div', [x, root]), parts.scale]);
}

describe('recognise-rms-normalization', () => {
  it('recognises it', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    );
    expect(opsOf(after)).toEqual(['RMSNormalization']);
  });

  it.each([
    [
      'there is no RMSNormalization before opset 23',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 22 },
      ),
    ],
    [
      'the mean is not over the last axis',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [0],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'the power is not 2',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 3,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'the scale is no vector along the last axis',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 2,
            scale: g.constant('w', 'float32', [2, 3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'what is added to the mean is not one number',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.constant('eps', 'float32', [2, 1]),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'a constant may add axes',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [2, 3]), {
            axes: [-1],
            eps: g.constant('eps', 'float32', [1, 1, 1], [0.01]),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'the mean drops its axis',
      graphOf(
        (g) =>
          rootMeanSquare(g, g.input('x', 'float32', [3, 3]), {
            axes: [-1],
            eps: g.scalar('eps', 'float32', 0.01),
            two: 2,
            scale: g.constant('w', 'float32', [3]),
            keepdims: 0,
          }),
        { opset: 23 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
