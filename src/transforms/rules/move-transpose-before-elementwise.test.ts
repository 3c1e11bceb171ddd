import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveTransposeBeforeElementwise } from './move-transpose-before-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-before-elementwise', () => {
  it('transposes operands of full rank, widens constants, leaves numbers alone', async () => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3, 4]);
    const sum = g.op('Add', [
      g.op('Mul', [x, g.input('z', 'float32', [1, 3, 4])]),
      g.constant('c', 'float32', [4]),
    ]);
    const root = g.op('Pow', [g.op('Abs', [sum]), g.scalar('two', 'float32', 2)]);
    g.output('y', g.op('Transpose', [root], { perm: [2, 0, 1] }));
    let after = g.build();
    for (let step = 0; step < 4; step++) after = await expectRewrite(moveTransposeBeforeElementwise, after);
    expect(opsOf(after)).toEqual(['Transpose', 'Transpose', 'Mul', 'Add', 'Abs', 'Pow']);
  });

  it('refuses variables of another rank', () => {
    const g = graphBuilder();
    const sum = g.op('Add', [g.input('x', 'float32', [2, 3, 4]), g.input('z', 'float32', [4])]);
    g.output('y', g.op('Transpose', [sum], { perm: [2, 0, 1] }));
    expect(refusals(moveTransposeBeforeElementwise, g.build())).toEqual(['an operand has another rank']);
  });
});
