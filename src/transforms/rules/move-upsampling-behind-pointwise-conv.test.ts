import { describe, expect, it } from 'vitest';
import type { GraphBuilder, PlainAttr, ValueId } from '../../graph';
import { enlarged, graphOf, smallMap } from './fixtures';
import { moveUpsamplingBehindPointwiseConv as rule } from './move-upsampling-behind-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

/** Three filters over a map. */
const conv = (g: GraphBuilder, x: ValueId, attrs: Readonly<Record<string, PlainAttr>> = {}, kernel = 1) =>
  g.op('Conv', [x, g.constant('w', 'float32', [3, 2, kernel, kernel])], attrs);

/** A small map interpolated to given sizes. */
const toSizes = (g: GraphBuilder, attrs: Readonly<Record<string, PlainAttr>> = {}, sizes = [1, 2, 7, 5]) =>
  g.op('Resize', [smallMap(g), null, null, g.ints('sizes', sizes)], { mode: 'linear', ...attrs });

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
    const graph = graphOf((g) => conv(g, toSizes(g)));
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['Conv', 'Resize']);
  });

  it.each([
    ['its kernel is not 1×1', graphOf((g) => conv(g, enlarged(g, smallMap(g)), {}, 2))],
    ['its stride is not 1', graphOf((g) => conv(g, enlarged(g, smallMap(g)), { strides: [2, 2] }))],
    ['it pads', graphOf((g) => conv(g, enlarged(g, smallMap(g)), { pads: [1, 1, 1, 1] }))],
    ['it interpolates', graphOf((g) => conv(g, enlarged(g, smallMap(g), [1, 1, 2, 2], { mode: 'cubic' })))],
    [
      'it does not enlarge',
      graphOf((g) => conv(g, enlarged(g, smallMap(g), [1, 1, 0.5, 1], { mode: 'linear' }))),
    ],
    ['it smooths', graphOf((g) => conv(g, toSizes(g, { antialias: 1 })), { opset: 18 })],
    [
      'its sizes keep the aspect ratio',
      graphOf((g) => conv(g, toSizes(g, { keep_aspect_ratio_policy: 'not_larger' })), { opset: 18 }),
    ],
    [
      'its sizes are of some axes',
      graphOf((g) => conv(g, toSizes(g, { axes: [2, 3] }, [7, 5])), { opset: 18 }),
    ],
    [
      'it crops',
      graphOf((g) => {
        const inputs = [
          smallMap(g),
          g.constant('roi', 'float32', [8], [0, 0, 0, 0, 1, 1, 1, 1]),
          g.constant('scales', 'float32', [4], [1, 1, 2, 2]),
        ];
        const mode = { mode: 'linear', coordinate_transformation_mode: 'tf_crop_and_resize' };
        return conv(g, g.op('Resize', inputs, mode));
      }),
    ],
    [
      'the shapes are not known',
      graphOf((g) =>
        conv(g, enlarged(g, g.input('x', 'float32', [1, 2, 'n', 2]), [1, 1, 2, 2], { mode: 'linear' })),
      ),
    ],
    ['batch or channels are repeated', graphOf((g) => conv(g, enlarged(g, smallMap(g), [2, 1, 2, 2])))],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
