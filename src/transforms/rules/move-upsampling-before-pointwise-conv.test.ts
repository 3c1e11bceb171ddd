import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveUpsamplingBeforePointwiseConv as rule } from './move-upsampling-before-pointwise-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-before-pointwise-conv', () => {
  it('enlarges first', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Conv', [
              g.input('x', 'float32', [1, 2, 3, 2]),
              g.constant('w', 'float32', [3, 2, 1, 1]),
              g.constant('b', 'float32', [3]),
            ]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Resize', 'Conv']);
  });

  it.each([
    [
      'its kernel is not 1×1',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Conv', [g.input('x', 'float32', [1, 2, 3, 2]), g.constant('w', 'float32', [3, 2, 2, 2])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    ],
    [
      'batch or channels are repeated',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Conv', [g.input('x', 'float32', [1, 2, 3, 2]), g.constant('w', 'float32', [3, 2, 1, 1])]),
            null,
            g.constant('scales', 'float32', [4], [2, 1, 2, 2]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    ],
    [
      'it interpolates',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Conv', [g.input('x', 'float32', [1, 2, 3, 2]), g.constant('w', 'float32', [3, 2, 1, 1])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 2]),
          ],
          { mode: 'linear' },
        ),
      ),
    ],
    [
      'sizes are given, not scales',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Conv', [g.input('x', 'float32', [1, 2, 3, 2]), g.constant('w', 'float32', [3, 2, 1, 1])]),
            null,
            null,
            g.ints('sizes', [1, 3, 6, 4]),
          ],
          { mode: 'nearest' },
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
