import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTileBehindElementwise as rule } from './move-tile-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-tile-behind-elementwise', () => {
  it('computes once', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) => g.op('Tanh', [g.op('Tile', [g.input('x', 'float32', [2, 3]), g.ints('r', [2, 1])])])),
    );
    expect(opsOf(after)).toEqual(['Tanh', 'Tile']);
  });

  it('beside what does not vary along the repeated axis', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Sub', [
          g.constant('c', 'float32', [3]),
          g.op('Tile', [g.input('x', 'float32', [2, 3]), g.ints('r', [2, 1])]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Sub', 'Tile']);
  });

  it.each([
    [
      'another operand varies along a repeated axis',
      graphOf((g) =>
        g.op('Sub', [
          g.constant('c', 'float32', [6]),
          g.op('Tile', [g.input('x', 'float32', [2, 3]), g.ints('r', [1, 2])]),
        ]),
      ),
    ],
    [
      'another operand has more axes, or that is not known',
      graphOf((g) =>
        g.op('Sub', [
          g.constant('c', 'float32', [1, 2, 3]),
          g.op('Tile', [g.input('x', 'float32', [2, 3]), g.ints('r', [1, 1])]),
        ]),
      ),
    ],
    [
      'the repeats are not known',
      graphOf((g) =>
        g.op('Tanh', [g.op('Tile', [g.input('x', 'float32', [2, 3]), g.input('r', 'int64', [2])])]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
