import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { graphOf, sliceOf } from './fixtures';
import { fuseRotaryEmbedding as rule } from './fuse-rotary-embedding';
import { expectRewrite, opsOf, refusals } from './testing';

interface Parts {
  readonly shape?: readonly number[];
  readonly cos?: (g: GraphBuilder) => ValueId;
  readonly at?: number;
  readonly axis?: number;
}

/** Angles [3, 4] of which each row repeats its first half. */
const angles = (g: GraphBuilder, name: string): ValueId =>
  g.constant(
    name,
    'float32',
    [3, 4],
    [1, 2, 1, 2, 3, 4, 3, 4, 5, 6, 5, 6].map((n) => Math.sin(n)),
  );

function rotary(g: GraphBuilder, { shape = [2, 2, 3, 4], cos, at = 2, axis = -1 }: Parts): ValueId {
  const x = g.input('x', 'float32', shape);
  const upper = g.op('Neg', [sliceOf(g, x, [at], [99], [3], 'upper')]);
  const lower = sliceOf(g, x, [0], [at], [3], 'lower');
  const turned = g.op('Mul', [g.op('Concat', [upper, lower], { axis }), angles(g, 'sin')]);
  return g.op('Add', [g.op('Mul', [x, cos === undefined ? angles(g, 'cos') : cos(g)]), turned]);
}

describe('fuse-rotary-embedding', () => {
  it('takes constant angles', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) => rotary(g, {})),
    );
    expect(opsOf(after)).toEqual(['RotaryEmbedding']);
  });

  it('takes angles that are computed of two equal halves', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        rotary(g, {
          cos: (g) => {
            const f = g.input('f', 'float32', [3, 2]);
            return g.op('Unsqueeze', [
              g.op('Cos', [g.op('Concat', [f, f], { axis: -1 })]),
              g.ints('front', [0]),
            ]);
          },
        }),
      ),
    );
    expect(opsOf(after)).toEqual(['Concat', 'Cos', 'Unsqueeze', 'Slice', 'Reshape', 'RotaryEmbedding']);
  });

  it.each([
    [
      'it cannot be told that both halves have the same angles',
      graphOf((g) => rotary(g, { cos: (g) => g.constant('cos', 'float32', [3, 4]) })),
    ],
    [
      'it cannot be told that both halves have the same angles',
      graphOf((g) => rotary(g, { cos: (g) => g.input('cos', 'float32', [3, 4]) })),
    ],
    [
      'the angles differ between heads or examples',
      graphOf((g) =>
        rotary(g, {
          cos: (g) =>
            g.constant(
              'cos',
              'float32',
              [2, 3, 4],
              Array.from({ length: 24 }, () => 1),
            ),
        }),
      ),
    ],
    [
      'the angles are not one per place and feature',
      graphOf((g) => rotary(g, { cos: (g) => g.scalar('cos', 'float32', 1) })),
    ],
    ['the halves of the features are not swapped', graphOf((g) => rotary(g, { at: 1 }))],
    [
      'the angles enlarge it',
      graphOf((g) =>
        rotary(g, {
          cos: (g) =>
            g.constant(
              'cos',
              'float32',
              [1, 1, 1, 3, 4],
              Array.from({ length: 12 }, () => 1),
            ),
        }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
