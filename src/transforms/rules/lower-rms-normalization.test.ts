import { describe, expect, it } from 'vitest';
import { rmsNorm } from './fixtures';
import { lowerRmsNormalization as rule } from './lower-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-rms-normalization', () => {
  it('writes it out', async () => {
    const after = await expectRewrite(rule, rmsNorm());
    expect(opsOf(after)).toEqual(['Mul', 'ReduceMean', 'Add', 'Sqrt', 'Div', 'Mul']);
  });

  it('over several axes, with a scale that is no constant', async () => {
    const after = await expectRewrite(
      rule,
      rmsNorm({ shape: [2, 3, 4], scale: [3, 4], constant: false, attrs: { axis: 1 } }),
    );
    expect(opsOf(after)).toEqual(['Mul', 'ReduceMean', 'Add', 'Sqrt', 'Div', 'Mul']);
  });

  it.each([
    ['the normalised axes are not known', rmsNorm({ shape: [2, 'n'], scale: [1], constant: false })],
    ['the type is float64, not float32', rmsNorm({ dtype: 'float64' })],
    ['the scale has more axes, or that is not known', rmsNorm({ scale: [1, 2, 3] })],
  ])('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
