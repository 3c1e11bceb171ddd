import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopSlice } from './eliminate-nop-slice';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-slice', () => {
  const model = (start: number, end: number, step = 1) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const spec = [g.ints('a', [start]), g.ints('b', [end]), g.ints('c', [1]), g.ints('d', [step])];
    g.output('y', g.op('Relu', [g.op('Slice', [x, ...spec])]));
    return g.build();
  };

  it('drops a Slice of everything', async () => {
    expect(opsOf(await expectRewrite(eliminateNopSlice, model(0, 1000)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNopSlice, model(-3, 3)))).toEqual(['Relu']);
  });

  it('stays where it takes a part or reverses', () => {
    expect(refusals(eliminateNopSlice, model(1, 3))).toEqual(['it takes only a part']);
    expect(refusals(eliminateNopSlice, model(-1, -1000, -1))).toEqual(['it reverses']);
  });
});
