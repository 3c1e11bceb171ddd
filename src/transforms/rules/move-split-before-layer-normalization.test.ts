import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeLayerNormalization as rule } from './move-split-before-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-layer-normalization', () => {
  const split = (
    options: {
      norm?: number;
      axis?: number;
      outputs?: number;
      op?: string;
      scale?: readonly number[];
      given?: boolean;
    } = {},
  ) => {
    const { norm = -1, axis = 1, outputs = 1, op = 'LayerNormalization', given = false } = options;
    const g = graphBuilder();
    const x = g.input('x', 'float32', [3, 4, 5]);
    const scale = g.constant('w', 'float32', options.scale ?? (norm === 1 ? [4, 5] : [5]));
    const [y = x] = g.node(op, [x, scale], { axis: norm }, { outputs });
    const sizes = given
      ? g.input('s', 'int64', [2])
      : g.ints('s', axis === 0 ? [1, 2] : axis === 1 ? [1, 3] : [2, 3]);
    const parts = g.node('Split', [y, sizes], { axis }, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, g.op('Relu', [part]));
    return g.build();
  };

  it('normalises each part', async () => {
    const after = await expectRewrite(rule, split());
    expect(opsOf(after).filter((name) => name === 'LayerNormalization')).toHaveLength(2);
    await expectRewrite(rule, split({ norm: 1, axis: 0 }));
    await expectRewrite(rule, split({ op: 'SimplifiedLayerNormalization', axis: 0 }));
  });

  it.each([
    ['a normalised axis is split', split({ axis: 2 })],
    ['a normalised axis is split', split({ norm: 1 })],
    ['it also gives its statistics', split({ outputs: 2 })],
    ['scale or shift varies beyond the normalised axes', split({ scale: [4, 5] })],
    ['the sizes are not known', split({ given: true })],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
