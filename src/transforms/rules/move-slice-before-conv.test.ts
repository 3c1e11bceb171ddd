import { describe, expect, it } from 'vitest';
import type { GraphBuilder, PlainAttr } from '../../graph';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBeforeConv as rule } from './move-slice-before-conv';
import { expectRewrite, opsOf, refusals } from './testing';

/** A biased convolution, three filters of two channels. */
const conv = (g: GraphBuilder, attrs: Readonly<Record<string, PlainAttr>> = {}) => {
  const x = g.input('x', 'float32', [2, 2, 6, 7]);
  return g.op('Conv', [x, g.constant('w', 'float32', [3, 2, 3, 2]), g.constant('b', 'float32', [3])], attrs);
};

describe('move-slice-before-conv', () => {
  it.each([
    ['cuts the map and its surroundings', graphOf((g) => sliceOf(g, conv(g), [1, 2], [3, 9], [2, 3]))],
    [
      'keeps the padding that is still reached, cuts the batch',
      graphOf((g) => {
        const padded = conv(g, { pads: [1, 1, 1, 1], strides: [2, 1], dilations: [2, 2] });
        return sliceOf(g, padded, [0, 0, 1], [2, 1, 9], [3, 2, 0]);
      }),
    ],
    [
      'also of automatic padding',
      graphOf((g) => sliceOf(g, conv(g, { auto_pad: 'SAME_LOWER', strides: [2, 2] }), [-2], [9], [2])),
    ],
  ])('%s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Slice', 'Conv']);
  });

  it.each([
    ['it takes channels', graphOf((g) => sliceOf(g, conv(g), [1], [3], [1]))],
    [
      'it leaves out places in between',
      graphOf((g) =>
        g.op('Slice', [conv(g), g.ints('s', [0]), g.ints('e', [4]), g.ints('a', [2]), g.ints('t', [2])]),
      ),
    ],
    ['nothing is taken', graphOf((g) => sliceOf(g, conv(g), [2], [2], [2]))],
    [
      'what is taken is not known',
      graphOf((g) => g.op('Slice', [conv(g), g.input('s', 'int64', [1]), g.input('e', 'int64', [1])])),
    ],
    [
      'the shapes are not known',
      graphOf((g) => {
        const inputs = [g.input('x', 'float32', [1, 2, 'h', 5]), g.constant('w', 'float32', [3, 2, 1, 1])];
        return sliceOf(g, g.op('Conv', inputs), [1], [3], [3]);
      }),
    ],
    [
      'only padding would be left',
      graphOf((g) => {
        const inputs = [g.input('x', 'float32', [1, 1, 2, 2]), g.constant('w', 'float32', [1, 1, 1, 1])];
        return sliceOf(g, g.op('Conv', inputs, { pads: [2, 0, 0, 0] }), [0], [1], [2]);
      }),
    ],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
