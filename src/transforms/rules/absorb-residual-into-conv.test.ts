import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { absorbResidualIntoConv as rule } from './absorb-residual-into-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(
  kernel: readonly number[],
  attrs: Record<string, PlainAttr>,
  shape = [2, 3, 5, 5],
  filters = 3,
) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', shape);
  const group = typeof attrs.group === 'number' ? attrs.group : 1;
  const w = g.constant('w', 'float32', [filters, 3 / group, ...kernel]);
  g.output('y', g.op('Add', [x, g.op('Conv', [x, w, g.constant('b', 'float32', [filters])], attrs)]));
  return g.build();
}

describe('absorb-residual-into-conv', () => {
  it.each([
    [[3, 3], { pads: [1, 1, 1, 1] }],
    [[1, 1], {}],
    [[1, 3], { auto_pad: 'SAME_UPPER' }],
    [[3, 3], { pads: [2, 2, 2, 2], dilations: [2, 2] }],
    [[2, 2], { pads: [0, 1, 1, 0] }],
  ])('adds 1 where kernel %o (%o) copies', async (kernel, attrs) => {
    expect(opsOf(await expectRewrite(rule, model(kernel, attrs)))).toEqual(['Conv']);
  });
  it('refuses what does not copy', () => {
    expect(refusals(rule, model([1, 1], { strides: [1, 2] }, [2, 3, 1, 1]))).toEqual(['the stride is not 1']);
    expect(refusals(rule, model([3, 3], {}, [2, 3, 3, 3]))).toEqual([
      'the output is not of the size of the input',
    ]);
    expect(refusals(rule, model([1, 1], { group: 3 }))).toEqual(['the convolution is grouped']);
    expect(refusals(rule, model([1, 1], {}, [2, 3, 5, 5], 1))).toEqual([
      'there are not as many filters as channels',
    ]);
  });
});
