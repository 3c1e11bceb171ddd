import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { splitGroupedConv as rule } from './split-grouped-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(group: number, channels: number, biased = true, opset = 17) {
  const g = graphBuilder({ opset });
  const w = g.constant('w', 'float32', [channels * 2, channels / group, 3, 3]);
  const x = g.input('x', 'float32', [1, channels, 6, 6]);
  const operands = biased ? [x, w, g.constant('b', 'float32', [channels * 2])] : [x, w];
  g.output('y', g.op('Conv', operands, { group, strides: [2, 2] }));
  return g.build();
}

describe('split-grouped-conv', () => {
  it.each([
    [2, true, 17],
    [4, false, 11],
  ])('splits %i groups (bias: %s, opset %i)', async (group, biased, opset) => {
    const after = await expectRewrite(rule, model(group, 4, biased, opset));
    expect(opsOf(after).filter((op) => op === 'Conv')).toHaveLength(group);
  });
  it('refuses one group and very many', () => {
    expect(refusals(rule, model(1, 4))).toEqual(['there is a single group']);
    expect(refusals(rule, model(32, 32))).toEqual(['there are 32 groups']);
  });
});
