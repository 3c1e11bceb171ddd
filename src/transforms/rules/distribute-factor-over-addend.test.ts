import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { distributeFactorOverAddend } from './distribute-factor-over-addend';
import { expectRewrite, opsOf, refusals } from './testing';

describe('distribute-factor-over-addend', () => {
  const model = (
    op: string,
    c: readonly number[],
    s: readonly number[],
    options: { first?: boolean; dtype?: 'float32' | 'float16' } = {},
  ) => {
    const { first = false, dtype = 'float32' } = options;
    const g = graphBuilder();
    const sum = g.op('Add', [g.constant('c', dtype, c), g.input('x', dtype, [2, 3])]);
    const count = s.reduce((n, d) => n * d, 1);
    const factor = g.constant(
      's',
      dtype,
      s,
      Array.from({ length: count }, (_, i) => i + 2),
    );
    g.output('y', g.op(op, first ? [factor, sum] : [sum, factor]));
    return g.build();
  };

  it('scales both addends', async () => {
    expect(opsOf(await expectRewrite(distributeFactorOverAddend, model('Mul', [3], [])))).toEqual([
      'Mul',
      'Add',
    ]);
    expect(opsOf(await expectRewrite(distributeFactorOverAddend, model('Div', [3], [1, 3])))).toEqual([
      'Div',
      'Add',
    ]);
  });

  it('refuses larger constants, divided ones and narrow floats', () => {
    expect(refusals(distributeFactorOverAddend, model('Mul', [3], [2, 1]))).toEqual([
      'the new constant would be larger',
    ]);
    expect(refusals(distributeFactorOverAddend, model('Mul', [], [4, 1, 1]))).toEqual([
      'a constant enlarges x',
    ]);
    expect(refusals(distributeFactorOverAddend, model('Div', [3], [], { first: true }))).toEqual([
      'the constant is divided',
    ]);
    expect(refusals(distributeFactorOverAddend, model('Mul', [3], [], { dtype: 'float16' }))).toEqual([
      'in float16 this could change values',
    ]);
  });
});
