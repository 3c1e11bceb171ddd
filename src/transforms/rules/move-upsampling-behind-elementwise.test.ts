import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveUpsamplingBehindElementwise as rule } from './move-upsampling-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-behind-elementwise', () => {
  it('works on the small map', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Tanh', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 3])],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Tanh', 'Resize']);
  });

  it('also where places are rounded', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Mul', [
          g.scalar('k', 'float32', 2),
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 2])],
            { mode: 'nearest' },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Mul', 'Resize']);
  });

  it('also an Upsample', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('Relu', [
            g.op('Tanh', [
              g.op('Upsample', [
                g.input('x', 'float32', [1, 2, 3, 2]),
                g.constant('scales', 'float32', [4], [1, 1, 2, 2]),
              ]),
            ]),
          ]),
        { opset: 9 },
      ),
    );
    expect(opsOf(after)).toEqual(['Tanh', 'Upsample', 'Relu']);
  });

  it.each([
    [
      'it interpolates',
      graphOf((g) =>
        g.op('Tanh', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 2])],
            { mode: 'linear' },
          ),
        ]),
      ),
    ],
    [
      'it does not enlarge by whole numbers',
      graphOf((g) =>
        g.op('Tanh', [
          g.op(
            'Resize',
            [
              g.input('x', 'float32', [1, 2, 3, 2]),
              null,
              g.constant('scales', 'float32', [4], [1, 1, 1.5, 1]),
            ],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
        ]),
      ),
    ],
    [
      'another operand has more than one element',
      graphOf((g) =>
        g.op('Add', [
          g.op(
            'Resize',
            [g.input('x', 'float32', [1, 2, 3, 2]), null, g.constant('scales', 'float32', [4], [1, 1, 2, 3])],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
          g.constant('c', 'float32', [2, 1, 1]),
        ]),
      ),
    ],
    [
      'the type is not float32',
      graphOf((g) =>
        g.op(
          'Cast',
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
          ],
          { to: 11 },
        ),
      ),
    ],
    [
      'the shapes are not known',
      graphOf((g) =>
        g.op('Tanh', [
          g.op(
            'Resize',
            [
              g.input('x', 'float32', [1, 2, 'h', 2]),
              null,
              g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
            ],
            { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
          ),
        ]),
      ),
    ],
    [
      'it crops',
      graphOf((g) =>
        g.op('Tanh', [
          g.op(
            'Resize',
            [
              g.input('x', 'float32', [1, 2, 3, 2]),
              g.constant('roi', 'float32', [8], [0, 0, 0, 0, 1, 1, 1, 1]),
              g.constant('scales', 'float32', [4], [1, 1, 2, 2]),
            ],
            { mode: 'nearest', coordinate_transformation_mode: 'tf_crop_and_resize' },
          ),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
