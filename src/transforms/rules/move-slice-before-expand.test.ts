import { describe, expect, it } from 'vitest';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBeforeExpand as rule } from './move-slice-before-expand';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-expand', () => {
  it('cuts what varies and repeats less often', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Expand', [g.input('x', 'float32', [3, 1]), g.ints('s', [2, 3, 4])]),
          [1, 1, 0],
          [3, 3, 1],
          [1, 2, 0],
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Expand']);
  });

  it.each([
    [
      'what is taken is not known',
      graphOf((g) =>
        g.op('Slice', [
          g.op('Expand', [g.input('x', 'float32', [3, 1]), g.ints('s', [3, 4])]),
          g.input('st', 'int64', [1]),
          g.input('en', 'int64', [1]),
        ]),
      ),
    ],
    [
      'the shapes are not known',
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Expand', [g.input('x', 'float32', [3, 1]), g.input('s', 'int64', [2])]),
          [1],
          [2],
          [0],
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
