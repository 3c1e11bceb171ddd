import { describe, expect, it } from 'vitest';
import { type DType, graphBuilder, structuralHash } from '../../graph';
import { replaceGlobalAveragePoolByMean } from './replace-global-average-pool-by-mean';
import { replaceMeanByGlobalAveragePool as rule } from './replace-mean-by-global-average-pool';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

function model(axes: readonly number[], keepdims = 1, dtype: DType = 'float32', opset = 17, rank = 4) {
  const g = graphBuilder({ opset });
  const x = g.input('x', dtype, [2, 3, 4, 5].slice(0, rank));
  const mean =
    opset < 18
      ? g.op('ReduceMean', [x], { axes, keepdims })
      : g.op('ReduceMean', [x, g.ints('axes', axes)], { keepdims });
  g.output('y', mean);
  return g.build();
}

describe('replace-mean-by-global-average-pool', () => {
  it.each([
    [[2, 3], 17],
    [[-1, 2], 13],
    [[-1, -2], 18],
  ])('axes %o in opset %i', async (axes, opset) => {
    const after = await expectRewrite(rule, model(axes, 1, 'float32', opset));
    expect(opsOf(after)).toEqual(['GlobalAveragePool']);
  });
  it('and back', () => {
    const before = model([2, 3]);
    const back = applyOnce(replaceGlobalAveragePoolByMean, applyOnce(rule, before));
    expect(structuralHash(back)).toBe(structuralHash(before));
  });
  it('refuses other axes, dropped axes, integers and halves', () => {
    expect(refusals(rule, model([1, 2]))).toEqual(['other axes than those behind the channels']);
    expect(refusals(rule, model([2, 3], 0))).toEqual(['the axes are not kept']);
    for (const type of ['int32', 'float16'] as const)
      expect(refusals(rule, model([2, 3], 1, type))).toEqual([`in ${type} this could change values`]);
    expect(refusals(rule, model([1], 1, 'float32', 17, 2))).toEqual(['there is nothing behind the channels']);
  });
});
