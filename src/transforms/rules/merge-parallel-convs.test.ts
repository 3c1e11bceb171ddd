import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { mergeParallelConvs as rule } from './merge-parallel-convs';
import { expectRewrite, opsOf, refusals } from './testing';

function model(biases: readonly boolean[], attrs: Record<string, PlainAttr> = {}, perGroup = 4, opset = 17) {
  const g = graphBuilder({ opset });
  const x = g.input('x', 'float32', [2, 4, 6, 6]);
  biases.forEach((biased, i) => {
    const w = g.constant(`w${i}`, 'float32', [2 + 2 * i, perGroup, 3, 3]);
    const operands = biased ? [x, w, g.constant(`b${i}`, 'float32', [2 + 2 * i])] : [x, w];
    const given = i === 0 ? { pads: [1, 1, 1, 1] } : { pads: [1, 1, 1, 1], ...attrs };
    g.output(`y${i}`, g.op('Conv', operands, { group: 4 / perGroup, ...given }));
  });
  return g.build();
}

describe('merge-parallel-convs', () => {
  it.each([[[true, true]], [[false, true]], [[false, false]]])('merges (biases %o)', async (biases) => {
    expect(opsOf(await expectRewrite(rule, model(biases)))).toEqual(['Conv', 'Split']);
  });
  it('merges in opset 7, which has no Expand for the bias that is missing', async () => {
    const merged = await expectRewrite(rule, model([false, true], {}, 4, 7));
    expect(opsOf(merged)).toEqual(['Conv', 'Split']);
  });
  it('refuses windows that differ', () => {
    const reasons = refusals(rule, model([true, true], { pads: [1, 1, 0, 0] }));
    expect(reasons).toEqual(['the windows differ', 'the same pair, seen from the other side']);
    expect(refusals(rule, model([true, true], { dilations: [2, 2] }))).toContain('the windows differ');
    expect(refusals(rule, model([true, true], { strides: [2, 1] }))).toContain('the windows differ');
  });
  it('refuses groups', () => {
    expect(refusals(rule, model([true, true], {}, 2))).toContain('the convolution is grouped');
  });
});
