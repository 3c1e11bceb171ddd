import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveFactorBehindReduction as rule } from './move-factor-behind-reduction';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-factor-behind-reduction', () => {
  it('multiplies the total', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceSum', [
            g.op('Mul', [g.constant('c', 'float32', [2, 1, 4]), g.input('x', 'float32', [2, 3, 4])]),
            g.ints('i', [1]),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceSum', 'Mul', 'Relu']);
  });

  it('narrows a constant where axes go', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMean',
            [g.op('Div', [g.input('x', 'float32', [2, 3, 4]), g.constant('c', 'float32', [3, 1])])],
            { axes: [2], keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'Div', 'Relu']);
  });

  it('squeezes a variable where axes go', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMean',
            [g.op('Mul', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 1, 4])])],
            { axes: [1], keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'Squeeze', 'Mul', 'Relu']);
  });

  it.each([
    [
      'the factor varies along a reduced axis',
      graphOf((g) =>
        g.op(
          'ReduceMean',
          [g.op('Mul', [g.input('x', 'float32', [2, 3, 4]), g.constant('c', 'float32', [4])])],
          { axes: [2], keepdims: 1 },
        ),
      ),
    ],
    [
      'the other operand is repeated along a reduced axis',
      graphOf((g) =>
        g.op(
          'ReduceMean',
          [g.op('Div', [g.constant('c', 'float32', [3, 1]), g.input('x', 'float32', [2, 3, 4])])],
          { axes: [2], keepdims: 1 },
        ),
      ),
    ],
    [
      'the other operand is repeated along a reduced axis',
      graphOf((g) =>
        g.op(
          'ReduceMean',
          [g.op('Mul', [g.input('x', 'float32', [2, 1, 4]), g.constant('c', 'float32', [3, 1])])],
          { axes: [1], keepdims: 1 },
        ),
      ),
    ],
    [
      'the axes or shapes are not known',
      graphOf((g) =>
        g.op('ReduceSum', [
          g.op('Mul', [g.input('x', 'float32', [2, 3]), g.scalar('k', 'float32', 2)]),
          g.input('a', 'int64', [1]),
        ]),
      ),
    ],
    [
      'the type is int32',
      graphOf((g) =>
        g.op('ReduceMean', [g.op('Mul', [g.input('x', 'int32', [2, 3]), g.input('y', 'int32', [2, 1])])], {
          axes: [1],
          keepdims: 1,
        }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
