import { describe, expect, it } from 'vitest';
import type { GraphBuilder } from '../../graph';
import { enlarged, graphOf, smallMap } from './fixtures';
import { moveUpsamplingBeforePointwiseConv as rule } from './move-upsampling-before-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

const conv = (g: GraphBuilder, kernel = 1) =>
  g.op('Conv', [smallMap(g), g.constant('w', 'float32', [3, 2, kernel, kernel])]);

describe('move-upsampling-before-pointwise-conv', () => {
  it('enlarges first', async () => {
    const graph = graphOf((g) => {
      const filters = [g.constant('w', 'float32', [3, 2, 1, 1]), g.constant('b', 'float32', [3])];
      return enlarged(g, g.op('Conv', [smallMap(g), ...filters]));
    });
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Resize', 'Conv']);
  });

  it('interpolates first, and counts the channels where sizes are given', async () => {
    const graph = graphOf((g) =>
      g.op('Resize', [conv(g), null, null, g.ints('sizes', [1, 3, 7, 5])], { mode: 'linear' }),
    );
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Resize', 'Conv']);
  });

  it.each([
    ['its kernel is not 1×1', graphOf((g) => enlarged(g, conv(g, 2)))],
    ['batch or channels are repeated', graphOf((g) => enlarged(g, conv(g), [2, 1, 2, 2]))],
    ['it interpolates', graphOf((g) => enlarged(g, conv(g), [1, 1, 2, 2], { mode: 'cubic' }))],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
