import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { expectRewrite, opsOf, refusals } from './testing';
import { turnGatherIntoSlice } from './turn-gather-into-slice';

describe('turn-gather-into-slice', () => {
  const model = (
    index: readonly number[],
    shape: readonly number[],
    axis: number,
    rank: readonly number[] = [2, 5, 3],
  ) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', rank);
    g.output('y', g.op('Relu', [g.op('Gather', [x, g.constant('i', 'int64', shape, index)], { axis })]));
    return g.build();
  };

  it('makes a Slice and a Squeeze, also from the end', async () => {
    expect(opsOf(await expectRewrite(turnGatherIntoSlice, model([0], [], 1)))).toEqual([
      'Slice',
      'Squeeze',
      'Relu',
    ]);
    expect(opsOf(await expectRewrite(turnGatherIntoSlice, model([-1], [], -2)))).toEqual([
      'Slice',
      'Squeeze',
      'Relu',
    ]);
    expect(opsOf(await expectRewrite(turnGatherIntoSlice, model([-2], [1], 1)))).toEqual(['Slice', 'Relu']);
  });

  it('refuses several indices, indices of higher rank and unknown ranks', () => {
    expect(refusals(turnGatherIntoSlice, model([0, 1], [2], 1))).toEqual(['there is not one known index']);
    expect(refusals(turnGatherIntoSlice, model([0], [1, 1], 1))).toEqual(['there is not one known index']);
    const g = graphBuilder();
    g.output('y', g.op('Relu', [g.op('Gather', [g.input('x', 'float32', null), g.scalar('i', 'int64', 0)])]));
    expect(refusals(turnGatherIntoSlice, g.build())).toEqual(['the axis is not known']);
  });
});
