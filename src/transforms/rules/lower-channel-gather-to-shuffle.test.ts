import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder } from '../../graph';
import { lowerChannelGatherToShuffle as rule } from './lower-channel-gather-to-shuffle';
import { expectRewrite, opsOf, refusals } from './testing';

function model(order: readonly number[], shape: readonly Dim[] = [2, 6, 3]) {
  const g = graphBuilder();
  g.output('y', g.op('Gather', [g.input('x', 'float32', shape), g.ints('order', order)], { axis: 1 }));
  return g.build();
}

describe('lower-channel-gather-to-shuffle', () => {
  it.each([[[0, 3, 1, 4, 2, 5]], [[0, 2, -2, 1, 3, -1]]])('%o', async (order) => {
    expect(opsOf(await expectRewrite(rule, model(order)))).toEqual(['Reshape', 'Transpose', 'Reshape']);
  });
  it('refuses other orders and unknown shapes', () => {
    const reason = 'the channels are not picked in the order of a shuffle';
    expect(refusals(rule, model([0, 3, 1, 4, 5, 2]))).toEqual([reason]);
    expect(refusals(rule, model([0, 1, 2, 3, 4, 5]))).toEqual([reason]);
    expect(refusals(rule, model([0, 3, 1]))).toEqual([reason]);
    expect(refusals(rule, model([0, 3, 1, 4, 2, 5], ['n', 6, 3]))).toEqual([
      'the shape is not known, or empty',
    ]);
  });
});
