import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { absorbChannelGatherIntoPreviousConv as rule } from './absorb-channel-gather-into-previous-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(order: readonly number[], group = 1, biased = true, axis = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 7, 7]);
  const w = g.constant('w', 'float32', [6, 4 / group, 3, 3]);
  const conv = g.op('Conv', biased ? [x, w, g.constant('b', 'float32', [6])] : [x, w], { group });
  g.output('y', g.op('Gather', [conv, g.ints('order', order)], { axis }));
  return g.build();
}

describe('absorb-channel-gather-into-previous-conv', () => {
  it.each([
    [[5, 4, 3, 2, 1, 0], true],
    [[-1, 2, 2], false],
  ])('computes channels %o (bias: %s)', async (order, biased) => {
    expect(opsOf(await expectRewrite(rule, model(order, 1, biased)))).toEqual(['Conv']);
  });
  it('refuses groups and other axes', () => {
    expect(refusals(rule, model([1, 0], 2))).toEqual(['the convolution is grouped']);
    expect(refusals(rule, model([1, 0], 1, true, 2))).toEqual(['it does not pick known channels']);
  });
});
