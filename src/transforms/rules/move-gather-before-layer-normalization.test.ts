import { describe, expect, it } from 'vitest';
import { graphOf, indicesOf } from './fixtures';
import { moveGatherBeforeLayerNormalization as rule } from './move-gather-before-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-gather-before-layer-normalization', () => {
  const picked = (
    options: {
      axis?: number;
      norm?: number;
      at?: readonly number[];
      scale?: readonly number[];
      op?: string;
      given?: boolean;
    } = {},
  ) => {
    const {
      axis = 1,
      norm = -1,
      at = [2],
      op = 'LayerNormalization',
      given = (options.at ?? [2]).length === 0,
    } = options;
    const scale = options.scale ?? (norm === -1 ? [5] : [4, 5]);
    return graphOf((g) => {
      const y = g.op(op, [g.input('x', 'float32', [3, 4, 5]), g.constant('w', 'float32', scale)], {
        axis: norm,
      });
      const indices = indicesOf(g, at, given);
      return g.op('Relu', [g.op('Gather', [y, indices], { axis })]);
    });
  };

  it('normalises the picked rows alone', async () => {
    expect(opsOf(await expectRewrite(rule, picked()))).toEqual(['Gather', 'LayerNormalization', 'Relu']);
    await expectRewrite(rule, picked({ given: true, at: [] }), { inputs: { i: [3] } });
    await expectRewrite(rule, picked({ axis: 0, norm: 1, at: [] }));
    await expectRewrite(rule, picked({ op: 'SimplifiedLayerNormalization' }));
  });

  it.each([
    [
      'one known place is taken by a Slice',
      graphOf((g) => {
        const y = g.op('LayerNormalization', [
          g.input('x', 'float32', [3, 5]),
          g.constant('w', 'float32', [5]),
        ]);
        return g.op('Gather', [y, g.scalar('i', 'int64', 1)], { axis: 0 });
      }),
    ],
    ['a normalised axis is picked from', picked({ axis: 2 })],
    ['a normalised axis is picked from', picked({ axis: 1, norm: 1 })],
    ['scale or shift varies beyond the normalised axes', picked({ scale: [4, 5] })],
    [
      'it also gives its statistics',
      graphOf((g) => {
        const x = g.input('x', 'float32', [3, 5]);
        const [y = x] = g.node(
          'LayerNormalization',
          [x, g.constant('w', 'float32', [5])],
          {},
          { outputs: 2 },
        );
        return g.op('Gather', [y, g.ints('i', [1, 0])]);
      }),
    ],
    [
      'a rank is not known',
      graphOf((g) => {
        const norm = g.op('LayerNormalization', [
          g.input('x', 'float32', [3, 5]),
          g.constant('w', 'float32', [5]),
        ]);
        return g.op('Gather', [norm, g.input('i', 'int64', null)]);
      }),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
