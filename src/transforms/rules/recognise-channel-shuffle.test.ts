import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder, structuralHash } from '../../graph';
import { lowerChannelGatherToShuffle } from './lower-channel-gather-to-shuffle';
import { recogniseChannelShuffle as rule } from './recognise-channel-shuffle';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

function model(
  shape: readonly Dim[],
  grid: readonly number[],
  perm: readonly number[],
  flat: readonly number[],
) {
  const g = graphBuilder();
  const x = g.op('Reshape', [g.input('x', 'float32', shape), g.ints('grid', grid)]);
  g.output('y', g.op('Reshape', [g.op('Transpose', [x], { perm }), g.ints('flat', flat)]));
  return g.build();
}

describe('recognise-channel-shuffle', () => {
  it.each([[2], [3]])('%i groups, and back', async (groups) => {
    const before = model([2, 6, 3, 4], [2, groups, 6 / groups, 3, 4], [0, 2, 1, 3, 4], [2, 6, 3, 4]);
    const after = await expectRewrite(rule, before);
    expect(opsOf(after)).toEqual(['Gather']);
    expect(structuralHash(applyOnce(lowerChannelGatherToShuffle, after))).toBe(structuralHash(before));
  });
  it('keeps an unknown batch', async () => {
    const before = model(['n', 6, 4], [0, 2, 3, 4], [0, 2, 1, 3], [0, 6, 4]);
    expect(opsOf(await expectRewrite(rule, before))).toEqual(['Gather']);
  });
  it.each([
    ['another permutation', model([2, 6, 3, 4], [2, 2, 3, 3, 4], [0, 2, 1, 4, 3], [2, 6, 3, 4])],
    ['another grid', model([2, 6, 3, 4], [2, 6, 3, 2, 2], [0, 2, 1, 3, 4], [2, 6, 3, 4])],
    ['another result', model([2, 6, 3, 4], [2, 2, 3, 3, 4], [0, 2, 1, 3, 4], [2, 6, 12])],
  ])('refuses %s', (_, graph) => {
    expect(refusals(rule, graph)).toContain('the three do not shuffle channels');
  });
});
