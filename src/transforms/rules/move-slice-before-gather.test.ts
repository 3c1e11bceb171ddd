import { describe, expect, it } from 'vitest';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBeforeGather as rule } from './move-slice-before-gather';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-gather', () => {
  it('cuts data and indices', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          sliceOf(
            g,
            g.op(
              'Gather',
              [g.input('x', 'float32', [3, 5, 4]), g.constant('i', 'int64', [2, 3], [0, 4, 1, 2, 3, 0])],
              { axis: 1 },
            ),
            [1, 0, 1],
            [3, 1, 3],
            [0, 1, 3],
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Gather', 'Relu']);
  });

  it('and indices that are no constants', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          sliceOf(
            g,
            g.op('Gather', [g.input('x', 'float32', [5, 4]), g.input('i', 'int64', [3])]),
            [1],
            [3],
            [0],
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Gather', 'Relu']);
  });

  it.each([
    [
      'what is taken, or a rank, is not known',
      graphOf((g) =>
        g.op('Slice', [
          g.op('Gather', [g.input('x', 'float32', [5, 4]), g.ints('i', [1, 2])]),
          g.input('s', 'int64', [1]),
          g.input('e', 'int64', [1]),
        ]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
