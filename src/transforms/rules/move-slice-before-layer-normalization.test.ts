import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeLayerNormalization } from './move-slice-before-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-layer-normalization', () => {
  const model = (normAxis: number, axis: number) => {
    const g = graphBuilder();
    const tail = normAxis === 1 ? [4, 5] : [5];
    const scale = g.constant('scale', 'float32', tail);
    const norm = g.op('LayerNormalization', [g.input('x', 'float32', [3, 4, 5]), scale], { axis: normAxis });
    g.output('y', g.op('Slice', [norm, g.ints('s', [1]), g.ints('e', [2]), g.ints('a', [axis])]));
    return g.build();
  };

  it('moves a Slice of other axes', async () => {
    expect(opsOf(await expectRewrite(moveSliceBeforeLayerNormalization, model(-1, 1)))).toEqual([
      'Slice',
      'LayerNormalization',
    ]);
    await expectRewrite(moveSliceBeforeLayerNormalization, model(1, 0));
  });

  it('refuses normalised axes', () => {
    expect(refusals(moveSliceBeforeLayerNormalization, model(-1, 2))).toEqual([
      'a normalised axis is sliced',
    ]);
    expect(refusals(moveSliceBeforeLayerNormalization, model(1, 2))).toEqual(['a normalised axis is sliced']);
  });

  it('refuses a scale that differs from row to row', () => {
    const g = graphBuilder();
    const norm = g.op('LayerNormalization', [
      g.input('x', 'float32', [3, 5]),
      g.constant('w', 'float32', [3, 5]),
    ]);
    g.output('y', g.op('Slice', [norm, g.ints('s', [1]), g.ints('e', [2])]));
    expect(refusals(moveSliceBeforeLayerNormalization, g.build())).toEqual([
      'scale or shift varies beyond the normalised axes',
    ]);
  });

  it('refuses where the mean is asked for, and unknown slices', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [3, 5]);
    const [norm = x] = g.node('LayerNormalization', [x, g.constant('w', 'float32', [5])], {}, { outputs: 2 });
    g.output('y', g.op('Slice', [norm, g.ints('s', [1]), g.ints('e', [2])]));
    expect(refusals(moveSliceBeforeLayerNormalization, g.build())).toEqual(['it also gives its mean']);
    const h = graphBuilder();
    const plain = h.op('LayerNormalization', [
      h.input('x', 'float32', [3, 5]),
      h.constant('w', 'float32', [5]),
    ]);
    h.output('y', h.op('Slice', [plain, h.input('at', 'int64', [1]), h.ints('e', [2])]));
    expect(refusals(moveSliceBeforeLayerNormalization, h.build())).toEqual(['what is taken is not known']);
  });
});
