import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveUpsamplingBeforeElementwise as rule } from './move-upsampling-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-upsampling-before-elementwise', () => {
  it('enlarges the operand', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Tanh', [g.input('x', 'float32', [1, 2, 3, 2])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Resize', 'Tanh']);
  });

  it('beside one element', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Sub', [g.scalar('k', 'float32', 2), g.input('x', 'float32', [1, 2, 3, 2])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Resize', 'Sub']);
  });

  it.each([
    [
      'it interpolates',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Tanh', [g.input('x', 'float32', [1, 2, 3, 2])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 2]),
          ],
          { mode: 'linear' },
        ),
      ),
    ],
    [
      'another operand has more than one element',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Add', [g.input('x', 'float32', [1, 2, 3, 2]), g.constant('c', 'float32', [2, 1, 1])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    ],
    [
      'the type is not float32',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Cast', [g.input('x', 'int32', [1, 2, 3, 2])], { to: 1 }),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    ],
    [
      'every operand is constant',
      graphOf((g) =>
        g.op(
          'Resize',
          [
            g.op('Tanh', [g.constant('c', 'float32', [1, 2, 3, 2])]),
            null,
            g.constant('scales', 'float32', [4], [1, 1, 2, 3]),
          ],
          { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' },
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
