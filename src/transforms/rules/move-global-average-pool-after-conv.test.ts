import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { moveGlobalAveragePoolAfterConv as rule } from './move-global-average-pool-after-conv';
import { expectRewrite, opsOf, refusals } from './testing';

function model(kernel: number, attrs: Record<string, PlainAttr>, biased = true) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 4, 5, 5]);
  const group = typeof attrs.group === 'number' ? attrs.group : 1;
  const w = g.constant('w', 'float32', [6, 4 / group, kernel, kernel]);
  const operands = biased ? [w, g.constant('b', 'float32', [6])] : [w];
  g.output('y', g.op('Conv', [g.op('GlobalAveragePool', [x]), ...operands], attrs));
  return g.build();
}

describe('move-global-average-pool-after-conv', () => {
  it.each([
    [{}, true],
    [{ group: 2 }, false],
    [{ auto_pad: 'SAME_UPPER' }, true],
  ])('%o', async (attrs, biased) => {
    expect(opsOf(await expectRewrite(rule, model(1, attrs, biased)))).toEqual(['Conv', 'GlobalAveragePool']);
  });
  it('refuses larger kernels, steps and padding', () => {
    expect(refusals(rule, model(3, { pads: [1, 1, 1, 1] }))).toEqual(['the kernel is larger than 1']);
    expect(refusals(rule, model(1, { strides: [2, 2] }))).toEqual(['the stride is not 1']);
    expect(refusals(rule, model(1, { pads: [1, 0, 0, 0] }))).toEqual(['the convolution pads']);
  });
});
