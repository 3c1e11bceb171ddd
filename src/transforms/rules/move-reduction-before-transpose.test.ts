import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveReductionBeforeTranspose as rule } from './move-reduction-before-transpose';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-reduction-before-transpose', () => {
  it('keeps the axes', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceMean', [g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 0, 1] })], {
            axes: [0, 2],
            keepdims: 1,
          }),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'Transpose', 'Relu']);
  });

  it('drops the axes and transposes what is left', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op('ReduceMax', [g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 1, 0] })], {
            axes: [1],
            keepdims: 0,
          }),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMax', 'Transpose', 'Relu']);
  });

  it('needs no Transpose where one axis is left', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [
          g.op(
            'ReduceSum',
            [
              g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 1, 0] }),
              g.ints('i', [0, -1]),
            ],
            { keepdims: 0 },
          ),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceSum', 'Relu']);
  });

  it('takes the axes as an input', async () => {
    const after = await expectRewrite(
      rule,
      graphOf(
        (g) =>
          g.op('Relu', [
            g.op('ReduceMean', [
              g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 1, 0] }),
              g.ints('i', [0]),
            ]),
          ]),
        { opset: 18 },
      ),
    );
    expect(opsOf(after)).toEqual(['ReduceMean', 'Transpose', 'Relu']);
  });

  it.each([
    [
      'the axes or the permutation are not known',
      graphOf(
        (g) =>
          g.op('ReduceMean', [
            g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 1, 0] }),
            g.input('a', 'int64', [1]),
          ]),
        { opset: 18 },
      ),
    ],
    [
      'the axes or the permutation are not known',
      graphOf(
        (g) =>
          g.op('ReduceMean', [g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [2, 1, 0] })], {
            noop_with_empty_axes: 1,
          }),
        { opset: 18 },
      ),
    ],
    [
      'Relu is not Transpose',
      graphOf((g) =>
        g.op('ReduceMean', [g.op('Relu', [g.input('x', 'float32', [2, 3, 4])])], { axes: [0], keepdims: 1 }),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
