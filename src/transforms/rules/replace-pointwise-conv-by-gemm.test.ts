import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder, type PlainAttr } from '../../graph';
import { replacePointwiseConvByGemm as rule } from './replace-pointwise-conv-by-gemm';
import { expectRewrite, opsOf, refusals } from './testing';

function model(
  shape: readonly Dim[],
  kernel: readonly number[],
  attrs: Record<string, PlainAttr> = {},
  biased = true,
  opset = 17,
) {
  const g = graphBuilder({ opset });
  const group = typeof attrs.group === 'number' ? attrs.group : 1;
  const w = g.constant('w', 'float32', [6, 4 / group, ...kernel]);
  const x = g.input('x', 'float32', shape);
  g.output('y', g.op('Conv', biased ? [x, w, g.constant('b', 'float32', [6])] : [x, w], attrs));
  return g.build();
}

describe('replace-pointwise-conv-by-gemm', () => {
  it.each([
    [[2, 4, 1, 1], [1, 1], true],
    [[2, 4, 3, 5], [3, 5], false],
  ])('%o with kernel %o (bias: %s)', async (shape, kernel, biased) => {
    const after = await expectRewrite(rule, model(shape, kernel, {}, biased));
    expect(opsOf(after)).toEqual(['Reshape', 'Gemm', 'Reshape']);
  });
  it('adds nothing where an old Gemm has to be given what it adds', async () => {
    const after = await expectRewrite(rule, model([2, 4, 1, 1], [1, 1], {}, false, 9));
    expect(opsOf(after)).toEqual(['Reshape', 'Gemm', 'Reshape']);
    expect([...after.nodes()].find(({ op }) => op === 'Gemm')?.inputs).toHaveLength(3);
  });
  it('refuses windows that move or pad, and groups', () => {
    expect(refusals(rule, model([2, 4, 2, 1], [1, 1]))).toEqual(['the window does not cover the map']);
    expect(refusals(rule, model([2, 4, 1, 1], [1, 1], { pads: [1, 1, 0, 0] }))).toEqual([
      'there may be padding',
    ]);
    expect(refusals(rule, model([2, 4, 1, 1], [1, 1], { group: 2 }))).toEqual(['the convolution is grouped']);
    expect(refusals(rule, model(['n', 4, 1, 1], [1, 1]))).toEqual(['the shape of the input is not known']);
  });
});
