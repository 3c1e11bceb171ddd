import { describe, expect, it } from 'vitest';
import { model } from './fixtures';
import { selectConstantBranch as rule } from './select-constant-branch';
import { expectRewrite, opsOf, refusals } from './testing';

describe('select-constant-branch', () => {
  it('rewrites', async () => {
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) => g.op('Add', [g.op('Where', [g.constant('b', 'bool', [], [1]), x, y]), x])),
        ),
      ),
    ).toEqual(['Add']);
    expect(
      opsOf(
        await expectRewrite(
          rule,
          model((g, x, y) =>
            g.op('Add', [g.op('Where', [g.constant('b', 'bool', [3], [0, 0, 0]), x, y]), x]),
          ),
        ),
      ),
    ).toEqual(['Add']);
  });
  it('refuses the rest', () => {
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Where', [g.constant('b', 'bool', [3], [0, 1, 0]), x, y])),
      ),
    ).toContain('the condition is not known to be the same everywhere');
    expect(
      refusals(
        rule,
        model((g, _x, y) =>
          g.op('Where', [g.constant('b', 'bool', [], [1]), g.constant('c', 'float32', [3]), y]),
        ),
      ),
    ).toContain('the branch is broadcast');
    expect(
      refusals(
        rule,
        model((g, x, y) => g.op('Where', [g.constant('b', 'bool', [], [1]), x, y])),
      ),
    ).toContain('it gives an output of the graph its name');
  });
});
