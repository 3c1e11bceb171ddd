import { describe, expect, it } from 'vitest';
import { enlarged, graphOf, smallMap } from './fixtures';
import { moveUpsamplingBehindElementwise as rule } from './move-upsampling-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-behind-elementwise', () => {
  it.each([
    ['works on the small map', graphOf((g) => g.op('Tanh', [enlarged(g, smallMap(g))])), ['Tanh', 'Resize']],
    [
      'also where places are rounded',
      graphOf((g) =>
        g.op('Mul', [
          g.scalar('k', 'float32', 2),
          enlarged(g, smallMap(g), [1, 1, 2, 2], { mode: 'nearest' }),
        ]),
      ),
      ['Mul', 'Resize'],
    ],
    [
      'also an Upsample',
      graphOf(
        (g) => {
          const scales = g.constant('scales', 'float32', [4], [1, 1, 2, 2]);
          return g.op('Relu', [g.op('Tanh', [g.op('Upsample', [smallMap(g), scales])])]);
        },
        { opset: 9 },
      ),
      ['Tanh', 'Upsample', 'Relu'],
    ],
  ])('%s', async (_, graph, ops) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(ops);
  });

  it.each([
    [
      'it interpolates',
      graphOf((g) => g.op('Tanh', [enlarged(g, smallMap(g), [1, 1, 2, 2], { mode: 'linear' })])),
    ],
    [
      'it does not enlarge by whole numbers',
      graphOf((g) => g.op('Tanh', [enlarged(g, smallMap(g), [1, 1, 1.5, 1])])),
    ],
    [
      'another operand has more than one element',
      graphOf((g) => g.op('Add', [enlarged(g, smallMap(g)), g.constant('c', 'float32', [2, 1, 1])])),
    ],
    ['the type is not float32', graphOf((g) => g.op('Cast', [enlarged(g, smallMap(g))], { to: 11 }))],
    [
      'the shapes are not known',
      graphOf((g) => g.op('Tanh', [enlarged(g, g.input('x', 'float32', [1, 2, 'h', 2]))])),
    ],
    [
      'it crops',
      graphOf((g) => {
        const roi = g.constant('roi', 'float32', [8], [0, 0, 0, 0, 1, 1, 1, 1]);
        const scales = g.constant('scales', 'float32', [4], [1, 1, 2, 2]);
        const attrs = { mode: 'nearest', coordinate_transformation_mode: 'tf_crop_and_resize' };
        return g.op('Tanh', [g.op('Resize', [smallMap(g), roi, scales], attrs)]);
      }),
    ],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
