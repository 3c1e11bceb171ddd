import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveFunctionBehindExtremum as rule } from './move-function-behind-extremum';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-function-behind-extremum', () => {
  it('applies it to the largest', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('ReduceMax', [g.op('Tanh', [g.input('x', 'float32', [2, 3, 4])])], { axes: [1], keepdims: 1 }),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMax', 'Tanh']);
  });

  it('also with bounds, and to the smallest', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op(
          'ReduceMin',
          [
            g.op('Clip', [
              g.input('x', 'float32', [2, 3, 4]),
              g.scalar('lo', 'float32', 0),
              g.scalar('hi', 'float32', 1),
            ]),
          ],
          { axes: [0], keepdims: 0 },
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMin', 'Clip']);
  });

  it.each([
    [
      'the function may fall',
      graphOf((g) =>
        g.op('ReduceMax', [g.op('LeakyRelu', [g.input('x', 'float32', [2, 3, 4])], { alpha: -0.5 })], {
          axes: [1],
          keepdims: 1,
        }),
      ),
    ],
    [
      'Neg is not Relu or Sigmoid or Tanh or Softplus or Softsign or Exp or Erf or Floor or Ceil or Round or LeakyRelu or Elu or Celu or HardSigmoid or Selu or Clip',
      graphOf((g) =>
        g.op('ReduceMax', [g.op('Neg', [g.input('x', 'float32', [2, 3, 4])])], { axes: [1], keepdims: 1 }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
