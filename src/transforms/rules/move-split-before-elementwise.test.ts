import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveSplitBeforeElementwise } from './move-split-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-split-before-elementwise', () => {
  it('splits the operands that vary along the axis', async () => {
    const g = graphBuilder();
    const [x, z] = [g.input('x', 'float32', [2, 6]), g.input('z', 'float32', [2, 1])];
    const sum = g.op('Add', [g.op('Mul', [x, z]), g.constant('c', 'float32', [6])]);
    const parts = g.node('Split', [sum, g.ints('n', [2, 4])], { axis: -1 }, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    const first = await expectRewrite(moveSplitBeforeElementwise, g.build());
    expect(opsOf(first)).toEqual(['Mul', 'Split', 'Add', 'Add']);
    expect(opsOf(await expectRewrite(moveSplitBeforeElementwise, first))).toEqual([
      'Split',
      'Mul',
      'Add',
      'Mul',
      'Add',
    ]);
  });

  it('refuses unknown sizes and broadcasts', () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', ['n']);
    const parts = g.node('Split', [g.op('Relu', [x])], {}, { outputs: 2 });
    for (const [i, part] of parts.entries()) g.output(`y${i}`, part);
    const sum = g.op('Add', [x, g.input('z', 'float32', ['m'])]);
    const others = g.node('Split', [sum, g.ints('n', [2, 4])], {}, { outputs: 2 });
    for (const [i, part] of others.entries()) g.output(`z${i}`, part);
    expect(refusals(moveSplitBeforeElementwise, g.build())).toEqual([
      'the sizes are not known',
      'how an operand broadcasts is not known',
    ]);
  });
});
