import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveExpandBehindElementwise as rule } from './move-expand-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-expand-behind-elementwise', () => {
  it('computes once', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Tanh', [g.op('Expand', [g.input('x', 'float32', [2, 1]), g.ints('s', [3, 2, 4])])]),
      ),
    );
    expect(opsOf(after)).toEqual(['Tanh', 'Expand']);
  });

  it('beside smaller operands, on either side', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('Sub', [
            g.input('y', 'float32', [1, 2, 1]),
            g.op('Expand', [g.input('x', 'float32', [2, 1]), g.ints('s', [3, 2, 4])]),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Sub', 'Expand', 'Relu']);
  });

  it('twice the same', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('Mul', [
            g.input('y', 'float32', [1]),
            g.op('Expand', [g.input('x', 'float32', [2, 1]), g.ints('s', [2, 2])]),
          ]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Mul', 'Expand', 'Relu']);
  });

  it.each([
    [
      'the other operands repeat it all the same',
      graphOf((g) =>
        g.op('Add', [
          g.op('Expand', [g.input('x', 'float32', [2, 1]), g.ints('s', [2, 4])]),
          g.input('y', 'float32', [2, 4]),
        ]),
      ),
    ],
    [
      'a shape is not known',
      graphOf((g) =>
        g.op('Tanh', [g.op('Expand', [g.input('x', 'float32', [2, 1]), g.input('s', 'int64', [2])])]),
      ),
    ],
    [
      'no Expand produces an input',
      graphOf((g) => g.op('Tanh', [g.op('Neg', [g.input('x', 'float32', [2, 3, 4])])])),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
