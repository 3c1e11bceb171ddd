import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { lowerRmsNormalization as rule } from './lower-rms-normalization';
import { expectRewrite, opsOf, refusals } from './testing';

describe('lower-rms-normalization', () => {
  it('writes it out', async () => {
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
    expect(opsOf(after)).toEqual(['Mul', 'ReduceMean', 'Add', 'Sqrt', 'Div', 'Mul']);
  });

  it('over several axes, with a scale that is no constant', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 3, 4]), g.input('w', 'float32', [3, 4])], {
            axis: 1,
          }),
        { opset: 23 },
      ),
    );
    expect(opsOf(after)).toEqual(['Mul', 'ReduceMean', 'Add', 'Sqrt', 'Div', 'Mul']);
  });

  it.each([
    [
      'the normalised axes are not known',
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 'n']), g.input('w', 'float32', [1])], {
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
    [
      'the scale has more axes, or that is not known',
      graphOf(
        (g) =>
          g.op('RMSNormalization', [g.input('x', 'float32', [2, 3]), g.constant('w', 'float32', [1, 2, 3])], {
            epsilon: 0.01,
          }),
        { opset: 23 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
