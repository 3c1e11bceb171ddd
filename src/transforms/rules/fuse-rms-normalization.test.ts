import { describe, expect, it } from 'vitest';
import { rmsNorm } from './fixtures';
import { fuseRmsNormalization as rule } from './fuse-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-rms-normalization', () => {
  it('takes the kernel', async () => {
    const after = await expectRewrite(rule, rmsNorm());
    expect(opsOf(after)).toEqual(['SimplifiedLayerNormalization']);
  });

  it.each([
    [
      'it does not normalise the last axis alone',
      rmsNorm({ shape: [2, 3, 4], scale: [3, 4], attrs: { axis: 1 } }),
    ],
    ['the scale is no vector along the last axis', rmsNorm({ scale: [2, 3] })],
    ['the type is float64, not float32', rmsNorm({ dtype: 'float64' })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
