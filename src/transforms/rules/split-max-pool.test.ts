import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { splitMaxPool as rule } from './split-max-pool';
import { expectRewrite, opsOf, refusals } from './testing';

function model(kernel: number, pad: number, attrs: Record<string, PlainAttr> = {}, outputs = 1) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, 2, 11, 10]);
  const window = { kernel_shape: [kernel, kernel], pads: [pad, pad, pad, pad], ...attrs };
  g.node('MaxPool', [x], window, { outputs }).forEach((value, i) => {
    g.output(`y${i}`, value);
  });
  return g.build();
}

describe('split-max-pool', () => {
  it.each([
    [5, 2, {}],
    [9, 4, { strides: [2, 2] }],
    [5, 1, { strides: [3, 3] }],
    [5, 3, { strides: [1, 2] }],
  ])('kernel %i, padding %i, %o', async (kernel, pad, attrs) => {
    expect(opsOf(await expectRewrite(rule, model(kernel, pad, attrs)))).toEqual(['MaxPool', 'MaxPool']);
  });
  it('refuses what has no two steps', () => {
    expect(refusals(rule, model(3, 1))).toEqual(['a side of the window is shorter than 5']);
    expect(refusals(rule, model(5, 0))).toEqual(['a side is not padded']);
    expect(refusals(rule, model(5, 4))).toEqual(['a window may hold a single element of the map']);
    expect(refusals(rule, model(5, 2, { dilations: [2, 2] }))).toEqual(['the window is dilated']);
    expect(refusals(rule, model(5, 2, { ceil_mode: 1 }))).toEqual(['a window may reach over the end']);
    expect(refusals(rule, model(5, 2, {}, 2))).toEqual(['the indices of the maxima are used']);
  });
});
