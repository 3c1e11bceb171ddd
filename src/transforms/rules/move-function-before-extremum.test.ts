import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures';
import { moveFunctionBeforeExtremum as rule } from './move-function-before-extremum';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-function-before-extremum', () => {
  it('applies it before the largest is picked', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Relu', [g.op('ReduceMax', [g.input('x', 'float32', [2, 3, 4])], { axes: [1], keepdims: 1 })]),
      ),
    );
    expect(opsOf(after)).toEqual(['Relu', 'ReduceMax']);
  });

  it('also with bounds, and the smallest', async () => {
    const after = await expectRewrite(
      rule,
      graphOf((g) =>
        g.op('Clip', [
          g.op('ReduceMin', [g.input('x', 'float32', [2, 3, 4])], { axes: [0], keepdims: 0 }),
          g.scalar('lo', 'float32', 0),
          g.scalar('hi', 'float32', 1),
        ]),
      ),
    );
    expect(opsOf(after)).toEqual(['Clip', 'ReduceMin']);
  });

  it.each([
    [
      'the function may fall',
      graphOf((g) =>
        g.op(
          'LeakyRelu',
          [g.op('ReduceMax', [g.input('x', 'float32', [2, 3, 4])], { axes: [1], keepdims: 1 })],
          { alpha: -0.5 },
        ),
      ),
    ],
    [
      'ReduceMean is not ReduceMax or ReduceMin',
      graphOf((g) =>
        g.op('Relu', [g.op('ReduceMean', [g.input('x', 'float32', [2, 3, 4])], { axes: [1], keepdims: 1 })]),
      ),
    ],
  ] as const)('refuses: %s', (reason, graph) => expect(refusals(rule, graph)).toContain(reason));
});
