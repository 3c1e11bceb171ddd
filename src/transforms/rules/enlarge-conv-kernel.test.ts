import { describe, expect, it } from 'vitest';
import { graphBuilder, type PlainAttr, structuralHash } from '../../graph';
import { enlargeConvKernel as rule } from './enlarge-conv-kernel';
import { mergeParallelConvs } from './merge-parallel-convs';
import { shrinkConvKernel } from './shrink-conv-kernel';
import { applyOnce, expectRewrite, opsOf, refusals, sitesOf } from './testing';

function model(
  kernels: readonly (readonly number[])[],
  attrs: readonly Record<string, PlainAttr>[],
  auto = false,
) {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [2, 3, 7, 7]);
  kernels.forEach((kernel, i) => {
    const w = g.constant(`w${i}`, 'float32', [4, 3, ...kernel]);
    g.output(`y${i}`, g.op('Conv', [x, w], auto ? { auto_pad: 'SAME_UPPER' } : (attrs[i] ?? {})));
  });
  return g.build();
}
const pads = (p: number) => ({ pads: [p, p, p, p] });

describe('enlarge-conv-kernel', () => {
  it.each([
    [
      '1×1 to 3×3',
      [
        [1, 1],
        [3, 3],
      ],
      [{}, pads(1)],
    ],
    [
      '1×3 to 3×3',
      [
        [1, 3],
        [3, 3],
      ],
      [{ pads: [0, 1, 0, 1] }, pads(1)],
    ],
    [
      '3×3 to 5×5 with stride',
      [
        [3, 3],
        [5, 5],
      ],
      [
        { ...pads(1), strides: [2, 2] },
        { ...pads(2), strides: [2, 2] },
      ],
    ],
    [
      '1×1 to dilated 3×3',
      [
        [1, 1],
        [3, 3],
      ],
      [{}, { ...pads(2), dilations: [2, 2] }],
    ],
    [
      '2×2 to 3×3',
      [
        [2, 2],
        [3, 3],
      ],
      [{ pads: [1, 1, 0, 0] }, pads(1)],
    ],
  ])('%s', async (_, kernels, attrs) => {
    const before = model(kernels, attrs);
    const after = await expectRewrite(rule, before);
    expect(sitesOf(mergeParallelConvs, after)).toHaveLength(1);
    expect(structuralHash(applyOnce(shrinkConvKernel, after))).toBeDefined();
  });
  it('understands automatic padding', async () => {
    const after = await expectRewrite(
      rule,
      model(
        [
          [1, 1],
          [3, 3],
        ],
        [],
        true,
      ),
    );
    expect(opsOf(after)).toEqual(['Conv', 'Conv']);
  });
  it.each([
    ['strides', [{ strides: [2, 2] }, pads(1)]],
    ['padding', [pads(1), {}]],
    ['places', [{}, {}]],
  ])('refuses other %s', (_, attrs) => {
    const reasons = refusals(
      rule,
      model(
        [
          [1, 1],
          [3, 3],
        ],
        attrs,
      ),
    );
    expect(reasons).toContain('zeros do not make the windows equal');
  });
});
