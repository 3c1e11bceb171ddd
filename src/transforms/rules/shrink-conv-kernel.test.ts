import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { convOf } from '../convolution';
import { enlargeConvKernel } from './enlarge-conv-kernel';
import { shrinkConvKernel as rule } from './shrink-conv-kernel';
import { applyOnce, expectRewrite, refusals } from './testing';

function model() {
  const g = graphBuilder();
  const x = g.input('x', 'float32', [1, 3, 7, 7]);
  g.output('y', g.op('Conv', [x, g.constant('w', 'float32', [4, 3, 1, 3])], { pads: [0, 1, 0, 1] }));
  g.output('z', g.op('Conv', [x, g.constant('v', 'float32', [4, 3, 3, 3])], { pads: [1, 1, 1, 1] }));
  return g.build();
}

describe('shrink-conv-kernel', () => {
  it('takes an enlargement back', async () => {
    const after = await expectRewrite(rule, applyOnce(enlargeConvKernel, model()));
    const convs = [...after.nodes()].map((node) => convOf(after, node));
    expect(convs.map((conv) => conv?.kernel)).toContainEqual([1, 3]);
    expect(convs.map((conv) => conv?.pads)).toContainEqual([0, 1, 0, 1]);
  });
  it('refuses kernels of which nothing is known to be zero', () => {
    const reason = 'the kernel has no border of zeros within the padding';
    expect(refusals(rule, model())).toEqual([reason, reason]);
  });
});
