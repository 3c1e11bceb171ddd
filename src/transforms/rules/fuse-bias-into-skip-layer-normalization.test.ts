import { describe, expect, it } from 'vitest';
import type { GraphBuilder, ValueId } from '../../graph';
import { model } from './fixtures';
import { fuseBiasIntoSkipLayerNormalization as rule } from './fuse-bias-into-skip-layer-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

const biased = (g: GraphBuilder, x: ValueId, shape: readonly number[] = [3]) =>
  g.op('Add', [x, g.constant('b', 'float32', shape)]);

/** The normalization of x + r; what it gives is one output of it, or four. */
const skip = (g: GraphBuilder, x: ValueId, r: ValueId, shift = true, outputs = 1) => {
  const parameters = ['scale', ...(shift ? ['shift'] : [])].map((name) => g.constant(name, 'float32', [3]));
  return g.node('SkipLayerNormalization', [x, r, ...parameters], {}, { domain: 'com.microsoft', outputs });
};

describe('fuse-bias-into-skip-layer-normalization', () => {
  it.each([
    ['on the first addend', model((g, x, y) => skip(g, biased(g, x), y)[0] ?? x)],
    ['on the second', model((g, x, y) => skip(g, x, biased(g, y))[0] ?? x)],
    ['where there is no shift', model((g, x, y) => skip(g, x, biased(g, y), false)[0] ?? x)],
  ])('rewrites a bias %s', async (_, graph) => {
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['SkipLayerNormalization']);
  });

  it('keeps the sum that is used elsewhere', async () => {
    const graph = model((g, x, y) => {
      const [normalised, , , sum] = skip(g, biased(g, x), y, false, 4);
      return g.op('Add', [normalised ?? x, sum ?? x]);
    });
    expect(opsOf(await expectRewrite(rule, graph))).toEqual(['SkipLayerNormalization', 'Add']);
  });

  it.each([
    [
      'the bias is no vector along the last axis',
      model((g, x, y) => skip(g, biased(g, x, [2, 1]), y)[0] ?? x),
    ],
    ['the bias is no vector along the last axis', model((g, x, y) => skip(g, biased(g, x, [1]), y)[0] ?? x)],
    ['no Add produces an input', model((g, x, y) => skip(g, x, y)[0] ?? x)],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
