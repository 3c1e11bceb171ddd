import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeMatmul } from './move-split-before-matmul';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-matmul', () => {
  const model = (axis: number, constant = true) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 4, 3]);
    const w = constant ? g.constant('w', 'float32', [3, 6]) : g.input('w', 'float32', [3, 6]);
    const sizes = axis === 1 ? [1, 3] : [2, 4];
    const parts = g.node('Split', [g.op('MatMul', [x, w]), g.ints('n', sizes)], { axis }, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    return g.build();
  };

  it('splits the weights', async () => {
    expect(opsOf(await expectRewrite(moveSplitBeforeMatmul, model(2)))).toEqual(['MatMul', 'MatMul']);
  });

  it('refuses other axes and variable weights', () => {
    expect(refusals(moveSplitBeforeMatmul, model(1))).toEqual(['another axis than the last is split']);
    expect(refusals(moveSplitBeforeMatmul, model(2, false))).toEqual(['an input is not constant']);
  });

  it('refuses unknown sizes and vectors', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [3]);
    const parts = g.node(
      'Split',
      [g.op('MatMul', [x, g.constant('w', 'float32', [3, 6])])],
      {},
      { outputs: 2 },
    );
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    expect(refusals(moveSplitBeforeMatmul, g.build())).toEqual(['the weights are not a matrix']);
  });
});
