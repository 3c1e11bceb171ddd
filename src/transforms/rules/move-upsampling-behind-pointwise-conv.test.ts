import { describe, expect, it } from 'vitest';
import type { GraphBuilder, PlainAttr, ValueId } from '../../graph';
import { enlarged, graphOf, smallMap } from './fixtures';
import { moveUpsamplingBehindPointwiseConv as rule } from './move-upsampling-behind-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

/** Three filters over a map. */
const conv = (g: GraphBuilder, x: ValueId, attrs: Readonly<Record<string, PlainAttr>> = {}, kernel = 1) =>
  g.op('Conv', [x, g.constant('w', 'float32', [3, 2, kernel, kernel])], attrs);

describe('move-upsampling-behind-pointwise-conv', () => {
  it('works on the small map', async () => {
    const graph = graphOf((g) =>
      g.op('Conv', [
        enlarged(g, smallMap(g)),
        g.constant('w', 'float32', [3, 2, 1, 1]),
        g.constant('b', 'float32', [3]),
      ]),
    );
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Conv', 'Resize']);
  });

  it.each(['half_pixel', 'align_corners', 'asymmetric'])('interpolates afterwards: %s', async (mode) => {
    const attrs = { mode: 'linear', coordinate_transformation_mode: mode };
    const graph = graphOf((g) =>
      g.op('Conv', [
        enlarged(g, smallMap(g), [1, 1, 2.5, 2], attrs),
        g.constant('w', 'float32', [3, 2, 1, 1]),
        g.constant('b', 'float32', [3]),
      ]),
    );
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Conv', 'Resize']);
  });

  it('counts the filters where sizes are given', async () => {
    const graph = graphOf((g) => {
      const inputs = [smallMap(g), null, null, g.ints('sizes', [1, 2, 7, 5])];
      return conv(g, g.op('Resize', inputs, { mode: 'linear' }));
    });
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Conv', 'Resize']);
  });

  it.each([
    ['its kernel is not 1×1', graphOf((g) => conv(g, enlarged(g, smallMap(g)), {}, 2))],
    ['its stride is not 1', graphOf((g) => conv(g, enlarged(g, smallMap(g)), { strides: [2, 2] }))],
    ['it pads', graphOf((g) => conv(g, enlarged(g, smallMap(g)), { pads: [1, 1, 1, 1] }))],
    [
      'it interpolates by cubics',
      graphOf((g) => conv(g, enlarged(g, smallMap(g), [1, 1, 2, 2], { mode: 'cubic' }))),
    ],
    [
      'it does not enlarge',
      graphOf((g) => conv(g, enlarged(g, smallMap(g), [1, 1, 0.5, 1], { mode: 'linear' }))),
    ],
    ['batch or channels are repeated', graphOf((g) => conv(g, enlarged(g, smallMap(g), [2, 1, 2, 2])))],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
