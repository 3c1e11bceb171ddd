import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveConcatBehindElementwise as rule } from './move-concat-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-concat-behind-elementwise', () => {
  it('works on the parts', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Tanh', [
          g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 }),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Tanh', 'Tanh', 'Concat']);
  });

  it('cuts constants and shares what is common', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Add', [
          g.constant('c', 'float32', [2, 1, 4]),
          g.op('Concat', [g.input('x', 'float32', [3, 3]), g.input('y', 'float32', [3, 1])], { axis: -1 }),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Add', 'Add', 'Concat']);
  });

  it('shares a variable that does not vary along the axis', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Mul', [
          g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 }),
          g.input('v', 'float32', [2, 1]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Mul', 'Mul', 'Concat']);
  });

  it.each([
    [
      'another operand would have to be cut',
      graphOf((g) =>
        g.op('Add', [
          g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 }),
          g.input('v', 'float32', [2, 4]),
        ]),
      ),
    ],
    [
      'the size of a part is not known',
      graphOf((g) =>
        g.op('Tanh', [
          g.op('Concat', [g.input('x', 'float32', [2, 'n']), g.input('y', 'float32', [2, 1])], { axis: 1 }),
        ]),
      ),
    ],
    [
      'what is joined is then repeated',
      graphOf((g) =>
        g.op('Add', [
          g.op('Concat', [g.input('x', 'float32', [2, 1])], { axis: 1 }),
          g.input('v', 'float32', [2, 4]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
