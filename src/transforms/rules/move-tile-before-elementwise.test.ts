import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveTileBeforeElementwise as rule } from './move-tile-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-tile-before-elementwise', () => {
  it('repeats the operand', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) => g.op('Tile', [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.ints('r', [2, 1])])),
    );
    expect(opsOf(after)).toEqual(['Tile', 'Tanh']);
  });

  it('beside what does not vary along the repeated axis', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Tile', [
          g.op('Sub', [g.constant('c', 'float32', [3]), g.input('x', 'float32', [2, 3])]),
          g.ints('r', [2, 1]),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Tile', 'Sub']);
  });

  it.each([
    [
      'another operand varies along a repeated axis',
      graphOf((g) =>
        g.op('Tile', [
          g.op('Sub', [g.constant('c', 'float32', [3]), g.input('x', 'float32', [2, 3])]),
          g.ints('r', [1, 2]),
        ]),
      ),
    ],
    [
      'the operand is smaller than the result',
      graphOf((g) =>
        g.op('Tile', [
          g.op('Sub', [g.constant('c', 'float32', [2, 1]), g.input('x', 'float32', [1, 3])]),
          g.ints('r', [1, 1]),
        ]),
      ),
    ],
    [
      'the repeats are not known',
      graphOf((g) =>
        g.op('Tile', [g.op('Tanh', [g.input('x', 'float32', [2, 3])]), g.input('r', 'int64', [2])]),
      ),
    ],
    [
      'every operand is constant',
      graphOf((g) => g.op('Tile', [g.op('Tanh', [g.constant('c', 'float32', [2, 3])]), g.ints('r', [1, 1])])),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
