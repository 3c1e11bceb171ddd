import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { splitChannelGather as rule } from './split-channel-gather';
import { expectRewrite, opsOf, refusals } from './testing';

function model(sizes: readonly number[], taken = [0, 1], axis = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 6, 4]);
  const mixed = g.op('Gather', [x, g.ints('order', [0, 3, 1, 4, 2, 5])], { axis: 1 });
  const parts = g.node('Split', [mixed, g.ints('sizes', sizes)], { axis }, { outputs: 2 });
  parts.forEach((part, i) => {
    if (taken.includes(i)) g.output(`y${i}`, part);
  });
  return g.build();
}

describe('split-channel-gather', () => {
  it('picks the channels of each part', async () => {
    expect(opsOf(await expectRewrite(rule, model([2, 4])))).toEqual(['Gather', 'Gather']);
    expect(opsOf(await expectRewrite(rule, model([3, 3], [1])))).toEqual(['Gather']);
  });
  it('refuses another axis and empty parts', () => {
    expect(refusals(rule, model([2, 2], [0, 1], 2))).toEqual(['the split is not along the channels']);
    expect(refusals(rule, model([6, 0]))).toEqual(['a part is empty']);
  });
});
