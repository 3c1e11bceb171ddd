import { describe, expect, it } from 'vitest';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBeforeRmsNormalization as rule } from './move-slice-before-rms-normalization';
import { expectRewrite, opsOf, refusals, sitesOf } from './testing';

describe('move-slice-before-rms-normalization', () => {
  const taken = (
    options: { axis?: number; norm?: number; scale?: readonly number[]; outputs?: number } = {},
  ) => {
    const { axis = 1, norm = -1, outputs = 1 } = options;
    return graphOf((g) => {
      const x = g.input('x', 'float32', [3, 4, 5]);
      const scale = g.constant('w', 'float32', options.scale ?? (norm === 1 ? [4, 5] : [5]));
      const [y = x] = g.node('SimplifiedLayerNormalization', [x, scale], { axis: norm }, { outputs });
      return g.op('Relu', [sliceOf(g, y, [1], [3], [axis])]);
    });
  };

  it('normalises the taken rows alone', async () => {
    expect(opsOf(await expectRewrite(rule, taken()))).toEqual([
      'Slice',
      'SimplifiedLayerNormalization',
      'Relu',
    ]);
    await expectRewrite(rule, taken({ axis: 0, norm: 1 }));
  });

  it('knows the operator of the standard', () => {
    const graph = graphOf(
      (g) =>
        sliceOf(
          g,
          g.op('RMSNormalization', [g.input('x', 'float32', [3, 5]), g.constant('w', 'float32', [5])]),
          [1],
          [2],
          [0],
        ),
      { opset: 23 },
    );
    expect(sitesOf(rule, graph)).toHaveLength(1);
  });

  it.each([
    ['a normalised axis is sliced', taken({ axis: 2 })],
    ['a normalised axis is sliced', taken({ norm: 1 })],
    ['it also gives its deviation', taken({ outputs: 2 })],
    ['scale or shift varies beyond the normalised axes', taken({ scale: [4, 5] })],
    [
      'what is taken is not known',
      graphOf((g) => {
        const y = g.op('SimplifiedLayerNormalization', [
          g.input('x', 'float32', [3, 5]),
          g.constant('w', 'float32', [5]),
        ]);
        return g.op('Slice', [y, g.input('s', 'int64', [1]), g.ints('e', [2])]);
      }),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
