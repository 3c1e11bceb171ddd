import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { mergeAddedConvs as rule } from './merge-added-convs';
import { expectRewrite, opsOf, refusals } from './testing';

function model(filters: number, kernel: number, group: number, biased: boolean) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const convs = [
    [4, 3],
    [filters, kernel],
  ].map(([m = 0, k = 0], i) => {
    const w = g.constant(`w${i}`, 'float32', [m, 4 / group, k, k]);
    const p = (k - 1) / 2;
    const operands = biased || i === 0 ? [x, w, g.constant(`b${i}`, 'float32', [m])] : [x, w];
    return g.op('Conv', operands, { group, pads: [p, p, p, p] });
  });
  g.output('y', g.op('Add', convs));
  return g.build();
}

describe('merge-added-convs', () => {
  it.each([
    [1, true],
    [2, false],
  ])('adds the weights (%i groups, second bias: %s)', async (group, biased) => {
    expect(opsOf(await expectRewrite(rule, model(4, 3, group, biased)))).toEqual(['Conv']);
  });
  it('refuses windows that differ and sums that spread', () => {
    expect(refusals(rule, model(4, 1, 1, true))).toEqual(['the windows differ']);
    expect(refusals(rule, model(1, 3, 1, true))).toEqual(['one sum is spread over many filters']);
  });
});
