import { describe, expect, it } from 'vitest';
import { type Dim, graphBuilder, type PlainAttr } from '../../graph';
import { composeConvWithPointwise as rule } from './compose-conv-with-pointwise';
import { expectRewrite, opsOf, refusals } from './testing';

interface Options {
  readonly shape?: readonly Dim[];
  readonly filters?: number;
  readonly kernel?: number;
  readonly first?: Record<string, PlainAttr>;
  readonly second?: Record<string, PlainAttr>;
  readonly biased?: readonly boolean[];
}

function model(options: Options = {}) {
  const {
    shape = [2, 3, 8, 8],
    filters = 2,
    kernel = 1,
    first = {},
    second = {},
    biased = [true, true],
  } = options;
  const g = graphBuilder();
  const x = g.input('x', 'float32', shape);
  const conv = (from: typeof x, i: number, weights: readonly number[], attrs: Record<string, PlainAttr>) => {
    const w = g.constant(`w${i}`, 'float32', weights);
    const b = g.constant(`b${i}`, 'float32', [weights[0] ?? 1]);
    return g.op('Conv', biased[i] ? [from, w, b] : [from, w], attrs);
  };
  const middle = conv(x, 0, [8, 3 / Number(first.group ?? 1), 3, 3], first);
  g.output('y', conv(middle, 1, [filters, 8, kernel, kernel], second));
  return g.build();
}

describe('compose-conv-with-pointwise', () => {
  it.each([
    [{ first: { pads: [1, 1, 1, 1] } }],
    [{ biased: [true, false], first: { strides: [2, 1] } }],
    [{ biased: [false, true], first: { auto_pad: 'SAME_UPPER' } }],
    [{ biased: [false, false], first: { strides: [2, 2] }, second: { strides: [2, 1] } }],
  ])('%o', async (options) => {
    expect(opsOf(await expectRewrite(rule, model(options)))).toEqual(['Conv']);
  });
  it.each([
    [{ kernel: 3 }, 'the second kernel is larger than 1'],
    [{ second: { pads: [1, 1, 1, 1] } }, 'the second convolution pads'],
    [{ filters: 16 }, 'it would be more work'],
    [{ second: { strides: [3, 3] }, filters: 16, shape: [2, 3, 'h', 8] }, 'the size of the map is not known'],
  ])('refuses %o', (options, reason) => {
    expect(refusals(rule, model(options))).toContain(reason);
  });
  it('refuses groups', () => {
    const g = graphBuilder();
    const first = g.op(
      'Conv',
      [g.input('x', 'float32', [1, 4, 5, 5]), g.constant('w', 'float32', [4, 2, 1, 1])],
      {
        group: 2,
      },
    );
    g.output('y', g.op('Conv', [first, g.constant('v', 'float32', [1, 4, 1, 1])]));
    expect(refusals(rule, g.build())).toContain('a convolution is grouped');
  });
});
