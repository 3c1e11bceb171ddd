import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { absorbChannelGatherIntoNextConv as rule } from './absorb-channel-gather-into-next-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(order: readonly number[], group = 1) {
  const g = graphBuilder();
  const x = g.op('Gather', [g.input('x', 'float32', [2, 4, 5, 5]), g.ints('order', order)], { axis: 1 });
  const w = g.constant('w', 'float32', [6, order.length / group, 3, 3]);
  g.output('y', g.op('Conv', [x, w, g.constant('b', 'float32', [6])], { group, pads: [1, 1, 1, 1] }));
  return g.build();
}

describe('absorb-channel-gather-into-next-conv', () => {
  it('reorders the weights', async () => {
    expect(opsOf(await expectRewrite(rule, model([2, 0, 3, 1])))).toEqual(['Conv']);
  });
  it('refuses channels left out or taken twice, and groups', () => {
    expect(refusals(rule, model([2, 0]))).toEqual(['it does not take every channel once']);
    expect(refusals(rule, model([2, 0, 2, 1]))).toEqual(['it does not take every channel once']);
    expect(refusals(rule, model([2, 0, 3, 1], 2))).toEqual(['the convolution is grouped']);
  });
});
