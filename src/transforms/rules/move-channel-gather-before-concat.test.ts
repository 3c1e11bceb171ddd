import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveChannelGatherBeforeConcat as rule } from './move-channel-gather-before-concat';
import { expectRewrite, opsOf, refusals } from './testing';

function model(order: readonly number[], axis = 1) {
  const g = graphBuilder();
  const [x, y] = [g.input('x', 'float32', [2, 4, 4]), g.input('y', 'float32', [2, 4, 4])];
  const both = g.op('Concat', [x, y], { axis });
  g.output('z', g.op('Gather', [both, g.ints('order', order)], { axis: 1 }));
  return g.build();
}

describe('move-channel-gather-before-concat', () => {
  it.each([
    [
      [2, 6, 3, 7],
      ['Slice', 'Slice', 'Concat', 'Gather'],
    ],
    [
      [1, 3, 4, 5, 6, 7],
      ['Gather', 'Concat'],
    ],
    [[5, 6], ['Slice']],
    [
      [3, 1, 5, 5],
      ['Gather', 'Gather', 'Concat'],
    ],
    [
      [4, 0, 5, 1, 6, 2, 7],
      ['Slice', 'Concat', 'Gather'],
    ],
  ])('%o', async (order, ops) => {
    expect(opsOf(await expectRewrite(rule, model(order)))).toEqual(ops);
  });
  it('refuses an order of whole parts, and another axis', () => {
    expect(refusals(rule, model([0, 4, 1, 5, 2, 6, 3, 7]))).toEqual(['every part is taken whole']);
    expect(refusals(rule, model([1, 0], 2))).toEqual(['the parts are not joined along the channels']);
  });
});
