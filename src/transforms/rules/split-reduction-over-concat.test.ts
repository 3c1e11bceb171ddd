import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { splitReductionOverConcat as rule } from './split-reduction-over-concat';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-reduction-over-concat', () => {
  it('adds totals', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceSum', [
            g.op('Concat', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 1, 4])], {
              axis: 1,
            }),
            g.ints('i', [1]),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceSum', 'ReduceSum', 'Add', 'Relu']);
  });

  it('takes the largest of three', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMax',
            [
              g.op(
                'Concat',
                [
                  g.input('x', 'float32', [2, 3]),
                  g.input('y', 'float32', [2, 1]),
                  g.constant('c', 'float32', [2, 2]),
                ],
                { axis: 1 },
              ),
            ],
            { axes: [0, 1], keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMax', 'ReduceMax', 'Max', 'ReduceMax', 'Max', 'Relu']);
  });

  it.each([
    [
      'it does not reduce the axis of the Concat',
      graphOf((g) =>
        g.op(
          'ReduceMax',
          [g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 })],
          { axes: [0], keepdims: 1 },
        ),
      ),
    ],
    [
      'the axes are not known',
      graphOf((g) =>
        g.op('ReduceSum', [
          g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 }),
          g.input('a', 'int64', [1]),
        ]),
      ),
    ],
    [
      'the type is int32',
      graphOf((g) =>
        g.op(
          'ReduceMax',
          [g.op('Concat', [g.input('x', 'int32', [2, 3]), g.input('y', 'int32', [2, 1])], { axis: 1 })],
          { axes: [1], keepdims: 1 },
        ),
      ),
    ],
    [
      'before opset 8 Max and Min do not broadcast',
      graphOf(
        (g) =>
          g.op(
            'ReduceMax',
            [g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 })],
            { axes: [1], keepdims: 1 },
          ),
        { opset: 7 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
