import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveReductionBeforeConcat as rule } from './move-reduction-before-concat';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-reduction-before-concat', () => {
  it('keeps the axes', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMean',
            [
              g.op('Concat', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 1, 4])], {
                axis: 1,
              }),
            ],
            { axes: [2], keepdims: 1 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'ReduceMean', 'Concat', 'Relu']);
  });

  it('renumbers the axis of the Concat', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceMax',
            [
              g.op('Concat', [g.input('x', 'float32', [2, 3, 4]), g.input('y', 'float32', [2, 3, 1])], {
                axis: -1,
              }),
            ],
            { axes: [0], keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMax', 'ReduceMax', 'Concat', 'Relu']);
  });

  it.each([
    [
      'it reduces the axis of the Concat',
      graphOf((g) =>
        g.op(
          'ReduceMax',
          [g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 })],
          { axes: [1], keepdims: 1 },
        ),
      ),
    ],
    [
      'the axes are not known',
      graphOf(
        (g) =>
          g.op('ReduceMean', [
            g.op('Concat', [g.input('x', 'float32', [2, 3]), g.input('y', 'float32', [2, 1])], { axis: 1 }),
            g.input('a', 'int64', [1]),
          ]),
        { opset: 18 },
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
