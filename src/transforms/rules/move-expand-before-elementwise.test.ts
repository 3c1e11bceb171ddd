import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveExpandBeforeElementwise as rule } from './move-expand-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-expand-before-elementwise', () => {
  it('repeats the operand', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Expand', [g.op('Tanh', [g.input('x', 'float32', [2, 1])]), g.ints('s', [3, 2, 4])]),
      ),
    );
    expect(opsOf(after)).toEqual(['Expand', 'Tanh']);
  });

  it('the first that is no constant', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Expand', [
          g.op('Sub', [g.constant('c', 'float32', [2, 1]), g.input('x', 'float32', [1, 3])]),
          g.ints('s', [4, 2, 3]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Expand', 'Sub']);
  });

  it.each([
    [
      'every operand is constant',
      graphOf((g) =>
        g.op('Expand', [g.op('Tanh', [g.constant('c', 'float32', [2, 1])]), g.ints('s', [2, 4])]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
