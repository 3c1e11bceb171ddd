import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSliceBeforeSoftmax } from './move-slice-before-softmax';
import { expectRewrite, refusals } from './testing';

describe('move-slice-before-softmax', () => {
  const model = (opset: number, softmaxAxis: number, axis: number) => {
    const g = graphBuilder({ opset });
    const soft = g.op('Softmax', [g.input('x', 'float32', [3, 4, 5])], { axis: softmaxAxis });
    g.output('y', g.op('Slice', [soft, g.ints('s', [1]), g.ints('e', [2]), g.ints('a', [axis])]));
    return g.build();
  };

  it('moves a Slice of other axes', async () => {
    await expectRewrite(moveSliceBeforeSoftmax, model(17, -1, 0));
    await expectRewrite(moveSliceBeforeSoftmax, model(17, 1, 2));
    await expectRewrite(moveSliceBeforeSoftmax, model(12, 2, 1));
  });

  it('refuses the normalised axis', () => {
    expect(refusals(moveSliceBeforeSoftmax, model(17, -1, 2))).toEqual(['a normalised axis is sliced']);
  });

  it('knows that Softmax flattens before opset 13', () => {
    expect(refusals(moveSliceBeforeSoftmax, model(12, 1, 2))).toEqual(['a normalised axis is sliced']);
    expect(refusals(moveSliceBeforeSoftmax, model(12, 1, 1))).toEqual(['a normalised axis is sliced']);
  });

  it('refuses what is not known', () => {
    const g = graphBuilder();
    const soft = g.op('Softmax', [g.input('x', 'float32', [4])]);
    g.output('y', g.op('Slice', [soft, g.input('at', 'int64', [1]), g.ints('e', [2])]));
    expect(refusals(moveSliceBeforeSoftmax, g.build())).toEqual(['what is taken is not known']);
  });
});
