import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { takeSliceOfConcatPart } from './take-slice-of-concat-part';
import { expectRewrite, opsOf, refusals } from './testing';

describe('take-slice-of-concat-part', () => {
  const model = (start: number, end: number) => {
    const g = graphBuilder();
    const [x, z] = [g.input('x', 'float32', [2, 3]), g.input('z', 'float32', [2, 4])];
    const c = g.op('Concat', [x, z], { axis: 1 });
    g.output('y', g.op('Slice', [c, g.ints('s', [start]), g.ints('e', [end]), g.ints('a', [1])]));
    return g.build();
  };

  it('slices the part that it lies in', async () => {
    expect(opsOf(await expectRewrite(takeSliceOfConcatPart, model(0, 2)))).toEqual(['Slice']);
    await expectRewrite(takeSliceOfConcatPart, model(4, 6));
    await expectRewrite(takeSliceOfConcatPart, model(-4, 1000));
  });

  it('refuses a Slice across parts', () => {
    expect(refusals(takeSliceOfConcatPart, model(2, 4))).toEqual(['what is taken does not lie in one part']);
  });
});
