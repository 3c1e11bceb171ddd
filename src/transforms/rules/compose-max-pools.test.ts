import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { composeMaxPools as rule } from './compose-max-pools';
import { expectRewrite, opsOf, refusals } from './testing';

function model(first: Record<string, PlainAttr>, second: Record<string, PlainAttr>, size = 12, outputs = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, 2, size, size]);
  const inner = g.op('MaxPool', [x], { kernel_shape: [3, 3], ...first });
  const made = g.node('MaxPool', [inner], { kernel_shape: [3, 3], ...second }, { outputs });
  made.forEach((value, i) => {
    g.output(`y${i}`, value);
  });
  return g.build();
}
const same = { pads: [1, 1, 1, 1] };

describe('compose-max-pools', () => {
  it.each([
    [{}, {}, 12],
    [same, same, 12],
    [{ strides: [2, 2] }, { strides: [2, 2] }, 13],
    [{ strides: [3, 3] }, { strides: [1, 2] }, 14],
    [{ strides: [2, 2] }, same, 13],
    [{ auto_pad: 'SAME_UPPER' }, { kernel_shape: [5, 5], pads: [2, 1, 0, 2] }, 9],
    [{ ...same, strides: [2, 2] }, { kernel_shape: [2, 2], pads: [1, 1, 1, 1] }, 11],
  ])('%o and %o over %i', async (first, second, size) => {
    expect(opsOf(await expectRewrite(rule, model(first, second, size)))).toEqual(['MaxPool']);
  });
  it('refuses an inner window that stops before the end, where the outer one is padded', () => {
    const reason = 'the inner windows may stop before the end';
    expect(refusals(rule, model({ strides: [2, 2] }, same, 12))).toContain(reason);
  });
  it('refuses gaps, dilation, ceil mode and indices', () => {
    expect(refusals(rule, model({ strides: [4, 4] }, {}, 16))).toContain('the inner windows leave gaps');
    expect(refusals(rule, model({ dilations: [2, 2] }, {}))).toContain('a window is dilated');
    expect(refusals(rule, model({}, { ceil_mode: 1 }))).toContain('a window may reach over the end');
    expect(refusals(rule, model({}, {}, 12, 2))).toContain('the indices of the maxima are used');
  });
});
