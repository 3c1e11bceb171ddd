import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { fuseRmsNormalization as rule } from './fuse-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('fuse-rms-normalization', () => {
  it('takes the kernel', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 3]), g.constant('w', 'float32', [3])], {
            epsilon: 0.01,
          }),
        { opset: 23 },
      ),
    );
    expect(opsOf(after)).toEqual(['SimplifiedLayerNormalization']);
  });

  it.each([
    [
      'it does not normalise the last axis alone',
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 3, 4]), g.constant('w', 'float32', [3, 4])], {
            axis: 1,
          }),
        { opset: 23 },
      ),
    ],
    [
      'the scale is no vector along the last axis',
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 3]), g.constant('w', 'float32', [2, 3])], {
            epsilon: 0.01,
          }),
        { opset: 23 },
      ),
    ],
    [
      'the type is float64, not float32',
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float64', [2, 3]), g.constant('w', 'float64', [3])], {
            epsilon: 0.01,
          }),
        { opset: 23 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
