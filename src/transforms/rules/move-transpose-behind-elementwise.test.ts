import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { moveTransposeBehindElementwise } from './move-transpose-behind-elementwise';
import { expectRewrite, opsOf, refusals } from './testing';

describe('move-transpose-behind-elementwise', () => {
  it('goes behind unary operators, numbers and constants', async () => {
    const g = graphBuilder();
    const t = g.op('Transpose', [g.input('x', 'float32', [2, 3, 4])], { perm: [1, 2, 0] });
    const sum = g.op('Add', [g.constant('c', 'float32', [4, 2]), t]);
    g.output('y', g.op('Exp', [g.op('Div', [sum, g.scalar('two', 'float32', 2)])]));
    let after = g.build();
    for (let step = 0; step < 3; step++) after = await expectRewrite(moveTransposeBehindElementwise, after);
    expect(opsOf(after)).toEqual(['Add', 'Div', 'Exp', 'Transpose']);
  });

  it('refuses variables and larger ranks', () => {
    const model = (z: readonly number[], constant: boolean) => {
      const g = graphBuilder();
      const t = g.op('Transpose', [g.input('x', 'float32', [2, 3])]);
      const other = constant ? g.constant('z', 'float32', z) : g.input('z', 'float32', z);
      g.output('y', g.op('Add', [t, other]));
      return g.build();
    };
    expect(refusals(moveTransposeBehindElementwise, model([3, 2], false))).toEqual([
      'another operand is neither constant nor of one element',
    ]);
    expect(refusals(moveTransposeBehindElementwise, model([4, 3, 2], true))).toEqual([
      'another operand is neither constant nor of one element',
    ]);
  });
});
