import { describe, expect, it } from 'vitest';
import type { DType } from '../../graph';
import { graphOf } from './fixtures';
import { moveReductionBeforeMatmul as rule } from './move-reduction-before-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-reduction-before-matmul', () => {
  const reduced = (
    options: {
      a?: readonly number[];
      b?: readonly number[];
      axes?: readonly number[];
      keepdims?: number;
      op?: string;
      type?: DType;
      opset?: number;
    } = {},
  ) => {
    const {
      a = [2, 3, 4],
      b = [4, 5],
      axes = [1],
      keepdims = 0,
      op = 'ReduceMean',
      type = 'float32',
    } = options;
    const { opset = 17 } = options;
    return graphOf(
      (g) =>
        g.op('Relu', [
          g.op(
            op,
            op === 'ReduceSum' || opset >= 18
              ? [g.op('MatMul', [g.input('x', type, a), g.constant('w', type, b)]), g.ints('axes', axes)]
              : [g.op('MatMul', [g.input('x', type, a), g.constant('w', type, b)])],
            op === 'ReduceSum' || opset >= 18 ? { keepdims } : { axes, keepdims },
          ),
        ]),
      { opset },
    );
  };

  it('pools the tokens before a head', async () => {
    expect(opsOf(await expectRewrite(rule, reduced()))).toEqual(['ReduceMean', 'MatMul', 'Relu']);
    await expectRewrite(rule, reduced({ keepdims: 1, axes: [-2] }));
    await expectRewrite(rule, reduced({ op: 'ReduceSum', axes: [0, 1] }));
    await expectRewrite(rule, reduced({ opset: 18 }));
  });

  it('leaves a vector of a matrix', async () => {
    await expectRewrite(rule, reduced({ a: [3, 4], axes: [0] }));
  });

  it('takes the axis away behind the product of stacks', async () => {
    const stacks = reduced({ a: [2, 3, 4], b: [2, 4, 5] });
    expect(opsOf(await expectRewrite(rule, stacks))).toEqual(['ReduceMean', 'MatMul', 'Squeeze', 'Relu']);
    await expectRewrite(rule, reduced({ a: [3, 4], b: [2, 4, 5], keepdims: 1 }));
  });

  it.each([
    ['columns are reduced', reduced({ axes: [2] })],
    ['a stack of right operands is reduced', reduced({ b: [2, 4, 5], axes: [0] })],
    ['an operand is a vector, or its rank is not known', reduced({ b: [4], axes: [0] })],
    ['the type is float16', reduced({ type: 'float16' })],
    [
      'the axes are not known',
      graphOf(
        (g) =>
          g.op('ReduceMean', [
            g.op('MatMul', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [3, 2])]),
            g.input('at', 'int64', [1]),
          ]),
        { opset: 18 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
