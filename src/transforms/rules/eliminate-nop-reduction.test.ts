import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNopReduction } from './eliminate-nop-reduction';
import { expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-nop-reduction', () => {
  const model = (shape: readonly number[], keepdims: number) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', shape);
    g.output('y', g.op('Relu', [g.op('ReduceMean', [x], { axes: [-1], keepdims })]));
    return g.build();
  };

  it('drops a mean of single numbers', async () => {
    expect(opsOf(await expectRewrite(eliminateNopReduction, model([2, 1], 1)))).toEqual(['Relu']);
  });

  it('stays where it reduces something or removes the axis', () => {
    expect(refusals(eliminateNopReduction, model([2, 3], 1))).toEqual(['it reduces something']);
    expect(refusals(eliminateNopReduction, model([2, 1], 0))).toEqual(['it removes axes']);
  });
});
