import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { joinReductionsOfSum as rule } from './join-reductions-of-sum';
import { expectRewrite, opsOf, refusals } from './testing';

describe('join-reductions-of-sum', () => {
  it('reduces the sum', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('Add', [
            g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4])], { axes: [1], keepdims: 1 }),
            g.op('ReduceMean', [g.input('y', 'float32', [2, 3, 4])], { axes: [-2], keepdims: 1 }),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Add', 'ReduceMean', 'Relu']);
  });

  it.each([
    [
      'they do not reduce alike',
      graphOf((g) =>
        g.op('Add', [
          g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4])], { axes: [1], keepdims: 1 }),
          g.op('ReduceMean', [g.input('y', 'float32', [2, 3, 4])], { axes: [2], keepdims: 1 }),
        ]),
      ),
    ],
    [
      'they do not reduce alike',
      graphOf((g) =>
        g.op('Add', [
          g.op('ReduceMean', [g.input('x', 'float32', [2, 3])], { axes: [1], keepdims: 1 }),
          g.op('ReduceSum', [g.input('y', 'float32', [2, 3]), g.ints('i', [1])]),
        ]),
      ),
    ],
    [
      'the operands differ in shape',
      graphOf((g) =>
        g.op('Add', [
          g.op('ReduceMean', [g.input('x', 'float32', [2, 3])], { axes: [1], keepdims: 1 }),
          g.op('ReduceMean', [g.input('y', 'float32', [2, 4])], { axes: [1], keepdims: 1 }),
        ]),
      ),
    ],
    [
      'the axes are not known',
      graphOf(
        (g) =>
          g.op('Add', [
            g.op('ReduceMean', [g.input('x', 'float32', [2, 3]), g.input('a', 'int64', [1])]),
            g.op('ReduceMean', [g.input('y', 'float32', [2, 3]), g.ints('i', [1])]),
          ]),
        { opset: 18 },
      ),
    ],
    [
      'the type is int32',
      graphOf((g) =>
        g.op('Add', [
          g.op('ReduceMean', [g.input('x', 'int32', [2, 3])], { axes: [1], keepdims: 1 }),
          g.op('ReduceMean', [g.input('y', 'int32', [2, 3])], { axes: [1], keepdims: 1 }),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
