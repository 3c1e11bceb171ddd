import { describe, expect, it } from 'vitest';
import type { ValueId } from '../../graph';
import { graphOf } from './fixtures';
import { mergeGemmsSharingInput as rule } from './merge-gemms-sharing-input';
import { expectRewrite, opsOf, refusals } from './testing';

describe('merge-gemms-sharing-input', () => {
  it('joins weights and biases', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        ((x: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Gemm', [x, g.constant('u', 'float32', [3, 4]), g.constant('c', 'float32', [4])]),
              g.op('Gemm', [x, g.constant('v', 'float32', [3, 2]), g.constant('d', 'float32', [1])]),
            ],
            { axis: 1 },
          ))(g.input('x', 'float32', [2, 3])),
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm', 'Split', 'Concat']);
  });

  it('also where one has no bias, and weights are transposed', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        ((x: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Gemm', [x, g.constant('u', 'float32', [4, 3])], { transB: 1, alpha: 0.5 }),
              g.op('Gemm', [x, g.constant('v', 'float32', [2, 3]), g.constant('d', 'float32', [1, 2])], {
                transB: 1,
                alpha: 0.5,
              }),
            ],
            { axis: 1 },
          ))(g.input('x', 'float32', [2, 3])),
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm', 'Split', 'Concat']);
  });

  it('also before opset 13, without biases', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          ((x: ValueId) =>
            g.op(
              'Concat',
              [
                g.op('Gemm', [x, g.constant('u', 'float32', [3, 4])]),
                g.op('Gemm', [x, g.constant('v', 'float32', [3, 2])]),
              ],
              { axis: 1 },
            ))(g.input('x', 'float32', [2, 3])),
        { opset: 12 },
      ),
    );
    expect(opsOf(after)).toEqual(['Gemm', 'Split', 'Concat']);
  });

  it.each([
    [
      'no other Gemm like it shares the input',
      graphOf((g) =>
        ((x: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Gemm', [x, g.constant('u', 'float32', [3, 4])]),
              g.op('Gemm', [x, g.constant('v', 'float32', [2, 3])], { transB: 1 }),
            ],
            { axis: 1 },
          ))(g.input('x', 'float32', [2, 3])),
      ),
    ],
    [
      'the bias is not a constant row',
      graphOf((g) =>
        ((x: ValueId) =>
          g.op(
            'Concat',
            [
              g.op('Gemm', [x, g.constant('u', 'float32', [3, 4]), g.constant('c', 'float32', [2, 1])]),
              g.op('Gemm', [x, g.constant('v', 'float32', [3, 2])]),
            ],
            { axis: 1 },
          ))(g.input('x', 'float32', [2, 3])),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
