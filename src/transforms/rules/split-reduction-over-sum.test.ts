import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { splitReductionOverSum as rule } from './split-reduction-over-sum';
import { expectRewrite, opsOf, refusals } from './testing';

describe('split-reduction-over-sum', () => {
  it('takes totals of both', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceSum', [
            g.op('Sub', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 3, 4])]),
            g.ints('i', [1]),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceSum', 'ReduceSum', 'Sub', 'Relu']);
  });

  it('gives constants all axes', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMean',
            [g.op('Add', [g.input('x', 'float32', [2, 3, 4]), g.constant('c', 'float32', [4])])],
            { axes: [0, 1], keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'ReduceMean', 'Add', 'Relu']);
  });

  it.each([
    [
      'an operand is repeated along a reduced axis',
      graphOf((g) =>
        g.op('ReduceSum', [
          g.op('Add', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 1, 4])]),
          g.ints('i', [1]),
        ]),
      ),
    ],
    [
      'an operand has fewer axes',
      graphOf((g) =>
        g.op(
          'ReduceMean',
          [g.op('Add', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [4])])],
          { axes: [2], keepdims: 1 },
        ),
      ),
    ],
    [
      'the axes are not known',
      graphOf((g) =>
        g.op('ReduceSum', [
          g.op('Add', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 3, 4])]),
          g.input('a', 'int64', [1]),
        ]),
      ),
    ],
    [
      'the type is int32',
      graphOf((g) =>
        g.op('ReduceSum', [
          g.op('Add', [g.input('x', 'int32', [2, 3]), g.input('y', 'int32', [2, 3])]),
          g.ints('i', [1]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
