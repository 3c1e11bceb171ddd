import { describe, expect, it } from 'vitest';
import { graphOf, sliceOf } from './fixtures';
import { moveSliceBeforeConv as rule } from './move-slice-before-conv';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-slice-before-conv', () => {
  it('cuts the map and its surroundings', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Conv', [
            g.input('x', 'float32', [2, 2, 6, 7]),
            g.constant('w', 'float32', [3, 2, 3, 2]),
            g.constant('b', 'float32', [3]),
          ]),
          [1, 2],
          [3, 9],
          [2, 3],
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Conv']);
  });

  it('keeps the padding that is still reached, cuts the batch', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        sliceOf(
          g,
          g.op(
            'Conv',
            [
              g.input('x', 'float32', [2, 2, 6, 7]),
              g.constant('w', 'float32', [3, 2, 3, 2]),
              g.constant('b', 'float32', [3]),
            ],
            { pads: [1, 1, 1, 1], strides: [2, 1], dilations: [2, 2] },
          ),
          [0, 0, 1],
          [2, 1, 9],
          [3, 2, 0],
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Conv']);
  });

  it('also of automatic padding', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        sliceOf(
          g,
          g.op(
            'Conv',
            [
              g.input('x', 'float32', [2, 2, 6, 7]),
              g.constant('w', 'float32', [3, 2, 3, 2]),
              g.constant('b', 'float32', [3]),
            ],
            { auto_pad: 'SAME_LOWER', strides: [2, 2] },
          ),
          [-2],
          [9],
          [2],
        ),
      ),
    );
    expect(opsOf(after)).toEqual(['Slice', 'Conv']);
  });

  it.each([
    [
      'it takes channels',
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Conv', [
            g.input('x', 'float32', [2, 2, 6, 7]),
            g.constant('w', 'float32', [3, 2, 3, 2]),
            g.constant('b', 'float32', [3]),
          ]),
          [1],
          [3],
          [1],
        ),
      ),
    ],
    [
      'it leaves out places in between',
      graphOf((g) =>
        g.op('Slice', [
          g.op('Conv', [
            g.input('x', 'float32', [2, 2, 6, 7]),
            g.constant('w', 'float32', [3, 2, 3, 2]),
            g.constant('b', 'float32', [3]),
          ]),
          g.ints('s', [0]),
          g.ints('e', [4]),
          g.ints('a', [2]),
          g.ints('t', [2]),
        ]),
      ),
    ],
    [
      'nothing is taken',
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Conv', [
            g.input('x', 'float32', [2, 2, 6, 7]),
            g.constant('w', 'float32', [3, 2, 3, 2]),
            g.constant('b', 'float32', [3]),
          ]),
          [2],
          [2],
          [2],
        ),
      ),
    ],
    [
      'what is taken is not known',
      graphOf((g) =>
        g.op('Slice', [
          g.op('Conv', [
            g.input('x', 'float32', [2, 2, 6, 7]),
            g.constant('w', 'float32', [3, 2, 3, 2]),
            g.constant('b', 'float32', [3]),
          ]),
          g.input('s', 'int64', [1]),
          g.input('e', 'int64', [1]),
        ]),
      ),
    ],
    [
      'the shapes are not known',
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Conv', [g.input('x', 'float32', [1, 2, 'h', 5]), g.constant('w', 'float32', [3, 2, 1, 1])]),
          [1],
          [3],
          [3],
        ),
      ),
    ],
    [
      'only padding would be left',
      graphOf((g) =>
        sliceOf(
          g,
          g.op('Conv', [g.input('x', 'float32', [1, 1, 2, 2]), g.constant('w', 'float32', [1, 1, 1, 1])], {
            pads: [2, 0, 0, 0],
          }),
          [0],
          [1],
          [2],
        ),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
