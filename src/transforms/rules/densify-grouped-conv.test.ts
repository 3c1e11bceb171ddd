import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { densifyGroupedConv as rule } from './densify-grouped-conv';
import { expectRewrite, only, refusals } from './testing';

function model(group: number, channels: number) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, channels, 6, 6]);
  const w = g.constant('w', 'float32', [channels * 2, channels / group, 3, 3]);
  g.output(
    'y',
    g.op('Conv', [x, w, g.constant('b', 'float32', [channels * 2])], { group, pads: [1, 1, 1, 1] }),
  );
  return g.build();
}

describe('densify-grouped-conv', () => {
  it.each([[2], [4]])('fills %i groups with zeros', async (group) => {
    const after = await expectRewrite(rule, model(group, 4));
    expect(only(after, 'Conv').attrs.get('group')?.value).toBe(1);
  });
  it('refuses what has no groups or would be large', () => {
    expect(refusals(rule, model(1, 4))).toEqual(['there is a single group']);
    expect(refusals(rule, model(64, 64))).toEqual(['there would be 73728 weights']);
    expect(refusals(rule, model(128, 128))).toEqual(['there are 128 groups']);
  });
});
