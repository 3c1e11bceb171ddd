import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder, type PlainAttr } from '../../graph';
import { replacePointwiseConvByMatmul as rule } from './replace-pointwise-conv-by-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

function model(shape: readonly Dim[], attrs: Record<string, PlainAttr> = {}, biased = true, kernel = 1) {
  const g = graphBuilder();
  const group = typeof attrs.group === 'number' ? attrs.group : 1;
  const w = g.constant('w', 'float32', [6, 4 / group, ...shape.slice(2).map(() => kernel)]);
  const x = g.input('x', 'float32', shape);
  g.output('y', g.op('Conv', biased ? [x, w, g.constant('b', 'float32', [6])] : [x, w], attrs));
  return g.build();
}

describe('replace-pointwise-conv-by-matmul', () => {
  it('multiplies over the channels', async () => {
    const after = await expectRewrite(rule, model([2, 4, 5, 3]));
    expect(opsOf(after)).toEqual(['Reshape', 'MatMul', 'Add', 'Reshape']);
    expect(opsOf(await expectRewrite(rule, model([2, 4, 5], {}, false)))).toEqual(['MatMul']);
  });
  it('refuses everything but one product', () => {
    expect(refusals(rule, model([2, 4, 5, 5], {}, true, 3))).toEqual(['the kernel is larger than 1']);
    expect(refusals(rule, model([2, 4, 5, 5], { group: 2 }))).toEqual(['the convolution is grouped']);
    expect(refusals(rule, model([2, 4, 5, 5], { strides: [1, 2] }))).toEqual(['the stride is not 1']);
    expect(refusals(rule, model([2, 4, 5, 5], { pads: [0, 0, 1, 0] }))).toEqual(['the convolution pads']);
    expect(refusals(rule, model(['n', 4, 5, 5]))).toEqual(['the shape of the input is not known']);
  });
});
