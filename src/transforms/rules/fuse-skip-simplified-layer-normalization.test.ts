import { describe, expect, it } from 'vitest';
import type { ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { fuseSkipSimplifiedLayerNormalization as rule } from './fuse-skip-simplified-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-skip-simplified-layer-normalization', () => {
  it('fuses the sum', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'SimplifiedLayerNormalization',
          [
            g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 3])]),
            g.constant('w', 'float32', [3]),
          ],
          { epsilon: 0.01 },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['SkipSimplifiedLayerNormalization']);
  });

  it('gives the sum where it is used', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        ((s: ValueId) =>
          g.op('Mul', [
            s,
            g.op('SimplifiedLayerNormalization', [s, g.constant('w', 'float32', [3])], { epsilon: 0.01 }),
          ]))(g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 3])])),
      ),
    );
    expect(opsOf(after)).toEqual(['SkipSimplifiedLayerNormalization', 'Mul']);
  });

  it.each([
    [
      'the addends differ in shape',
      graphOf((g) =>
        g.op(
          'SimplifiedLayerNormalization',
          [
            g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [3])]),
            g.constant('w', 'float32', [3]),
          ],
          { epsilon: 0.01 },
        ),
      ),
    ],
    [
      'the sum is not of rank 2 or 3',
      graphOf((g) =>
        g.op(
          'SimplifiedLayerNormalization',
          [
            g.op('Add', [g.input('x', 'float32', [1, 1, 2, 3]), g.input('y', 'float32', [1, 1, 2, 3])]),
            g.constant('w', 'float32', [3]),
          ],
          { epsilon: 0.01 },
        ),
      ),
    ],
    [
      'it does not normalise the last axis alone',
      graphOf((g) =>
        g.op(
          'SimplifiedLayerNormalization',
          [
            g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 3])]),
            g.constant('w', 'float32', [2, 3]),
          ],
          { axis: 0 },
        ),
      ),
    ],
    [
      'the scale is no vector',
      graphOf((g) =>
        g.op(
          'SimplifiedLayerNormalization',
          [
            g.op('Add', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 3])]),
            g.constant('w', 'float32', [1]),
          ],
          { epsilon: 0.01 },
        ),
      ),
    ],
    [
      'the type is float64, not float32',
      graphOf((g) =>
        g.op('SimplifiedLayerNormalization', [
          g.op('Add', [g.input('x', 'float64', [2, 3]), g.input('y', 'float64', [2, 3])]),
          g.constant('w', 'float64', [3]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
