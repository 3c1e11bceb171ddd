import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveUpsamplingBehindPointwiseConv as rule } from './move-upsampling-behind-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-behind-pointwise-conv', () => {
  it('works on the small map', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Conv', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 3])],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
          g.constant('w', 'float32', [3, 2, 1, 1]),
          g.constant('b', 'float32', [3]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Conv', 'Resize']);
  });

  it.each([
    [
      'its kernel is not 1×1',
      graphOf((g) =>
        g.op('Conv', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 3])],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
          g.constant('w', 'float32', [3, 2, 2, 2]),
        ]),
      ),
    ],
    [
      'its stride is not 1',
      graphOf((g) =>
        g.op(
          'Conv',
          [
            g.op(
              'Resize',
              [
                g.input('x', 'float32', [1, 2, 3, 2]),
                null,
                g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
              ],
              { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
            ),
            g.constant('w', 'float32', [3, 2, 1, 1]),
          ],
          { strides: [2, 2] },
        ),
      ),
    ],
    [
      'it pads',
      graphOf((g) =>
        g.op(
          'Conv',
          [
            g.op(
              'Resize',
              [
                g.input('x', 'float32', [1, 2, 3, 2]),
                null,
                g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
              ],
              { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
            ),
            g.constant('w', 'float32', [3, 2, 1, 1]),
          ],
          { pads: [1, 1, 1, 1] },
        ),
      ),
    ],
    [
      'it interpolates',
      graphOf((g) =>
        g.op('Conv', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 2])],
            { mode: 'linear' },
          ),
          g.constant('w', 'float32', [3, 2, 1, 1]),
        ]),
      ),
    ],
    [
      'batch or channels are repeated',
      graphOf((g) =>
        g.op('Conv', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [2, 1, 2, 2])],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
          g.constant('w', 'float32', [3, 2, 1, 1]),
        ]),
      ),
    ],
    [
      'sizes are given, not scales',
      graphOf((g) =>
        g.op('Conv', [
          g.op('Resize', [g.input('x', 'float32', [1, 2, 3, 2]), null, null, g.ints('sizes', [1, 2, 6, 4])], {
            mode: 'nearest',
          }),
          g.constant('w', 'float32', [3, 2, 1, 1]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
