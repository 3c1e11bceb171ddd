import { describe, expect, it } from 'vitest';
import { graphBuilder, structuralHash } from '../../graph';
import { mergeParallelConvs } from './merge-parallel-convs';
import { splitConvFilters as rule } from './split-conv-filters';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

function model(axis: number, group = 1, taken: readonly number[] = [0, 1, 2], opset = 17) {
  const g = graphBuilder({ opset });
  const w = g.constant('w', 'float32', [6, 4 / group, 3, 3]);
  const conv = g.op('Conv', [g.input('x', 'float32', [2, 4, 8, 6]), w, g.constant('b', 'float32', [6])], {
    group,
  });
  const sizes = axis === 1 ? [1, 2, 3] : [1, 1, 4];
  const parts =
    opset < 13
      ? g.node('Split', [conv], { axis, split: sizes }, { outputs: 3 })
      : g.node('Split', [conv, g.ints('sizes', sizes)], { axis }, { outputs: 3 });
  parts.forEach((part, i) => {
    if (taken.includes(i)) g.output(`y${i}`, part);
  });
  return g.build();
}

describe('split-conv-filters', () => {
  it('makes a convolution of each part', async () => {
    expect(opsOf(await expectRewrite(rule, model(1)))).toEqual(['Conv', 'Conv', 'Conv']);
  });
  it('leaves out what nobody takes, and reads sizes of old opsets', async () => {
    const after = await expectRewrite(rule, model(1, 1, [0, 2]));
    expect(opsOf(after)).toEqual(['Conv', 'Conv']);
    expect(opsOf(await expectRewrite(rule, model(1, 1, [0, 1, 2], 11)))).toEqual(['Conv', 'Conv', 'Conv']);
  });
  it('takes a merge back', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [1, 4, 6, 6]);
    for (const i of [0, 1])
      g.output(`y${i}`, g.op('Conv', [x, g.constant(`w${i}`, 'float32', [2, 4, 3, 3])]));
    const before = g.build();
    const back = applyOnce(rule, applyOnce(mergeParallelConvs, before));
    expect(structuralHash(back)).toBe(structuralHash(before));
  });
  it('refuses another axis and groups', () => {
    expect(refusals(rule, model(2))).toEqual(['the split is not along the channels']);
    expect(refusals(rule, model(1, 2))).toEqual(['the convolution is grouped']);
  });
});
