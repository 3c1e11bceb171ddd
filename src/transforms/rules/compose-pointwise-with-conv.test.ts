import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr } from '../../graph';
import { composePointwiseWithConv as rule } from './compose-pointwise-with-conv';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly channels?: number;
  readonly kernel?: number;
  readonly first?: Record<string, PlainAttr>;
  readonly second?: Record<string, PlainAttr>;
  readonly biased?: readonly boolean[];
}

function model(options: Options = {}) {
  const { channels = 3, kernel = 1, first = {}, second = {}, biased = [true, true] } = options;
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, channels, 7, 7]);
  const conv = (from: typeof x, i: number, weights: readonly number[], attrs: Record<string, PlainAttr>) => {
    const w = g.constant(`w${i}`, 'float32', weights);
    const b = g.constant(`b${i}`, 'float32', [weights[0] ?? 1]);
    return g.op('Conv', biased[i] ? [from, w, b] : [from, w], attrs);
  };
  const middle = conv(x, 0, [8, channels, kernel, kernel], first);
  g.output('y', conv(middle, 1, [4, 8, 3, 3], second));
  return g.build();
}

describe('compose-pointwise-with-conv', () => {
  it.each([
    [{}],
    [{ biased: [true, false], second: { strides: [2, 1] } }],
    [{ biased: [false, true], second: { pads: [1, 1, 1, 1], dilations: [2, 2] } }],
    [{ biased: [false, false], second: { auto_pad: 'SAME_LOWER' } }],
  ])('%o', async (options) => {
    expect(opsOf(await expectRewrite(rule, model(options)))).toEqual(['Conv']);
  });
  it.each([
    [{ kernel: 3 }, 'the first kernel is larger than 1'],
    [{ first: { strides: [2, 2] } }, 'the stride of the first is not 1'],
    [{ first: { pads: [1, 1, 1, 1] } }, 'the first convolution pads'],
    [{ second: { pads: [1, 1, 1, 1] } }, 'the second convolution pads a biased result'],
    [{ channels: 16 }, 'it would be more work'],
  ])('refuses %o', (options, reason) => {
    expect(refusals(rule, model(options))).toContain(reason);
  });
  it('refuses groups', () => {
    const g = graphBuilder();
    const first = g.op('Conv', [
      g.input('x', 'float32', [1, 2, 5, 5]),
      g.constant('w', 'float32', [4, 2, 1, 1]),
    ]);
    g.output('y', g.op('Conv', [first, g.constant('v', 'float32', [4, 1, 3, 3])], { group: 4 }));
    expect(refusals(rule, g.build())).toContain('a convolution is grouped');
  });
});
