import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { replaceDivisionByConstant } from './replace-division-by-constant';
import { expectRewrite, opsOf, refusals } from './testing';

describe('replace-division-by-constant', () => {
  const model = (dtype: 'float32' | 'int32' | 'float16', divisor: number) => {
    const g = graphBuilder();
    g.output('y', g.op('Div', [g.input('x', dtype, [2, 3]), g.scalar('c', dtype, divisor)]));
    return g.build();
  };

  it('multiplies by the reciprocal', async () => {
    expect(opsOf(await expectRewrite(replaceDivisionByConstant, model('float32', 3)))).toEqual(['Mul']);
  });

  it('refuses integers, narrow floats, zero and constants', () => {
    expect(refusals(replaceDivisionByConstant, model('int32', 3))).toEqual([
      'in int32 this could change values',
    ]);
    expect(refusals(replaceDivisionByConstant, model('float16', 3))).toEqual([
      'in float16 this could change values',
    ]);
    expect(refusals(replaceDivisionByConstant, model('float32', 0))).toEqual(['it divides by zero']);
    const g = graphBuilder();
    g.output('y', g.op('Div', [g.scalar('a', 'float32', 1), g.scalar('c', 'float32', 2)]));
    expect(refusals(replaceDivisionByConstant, g.build())).toEqual(['both operands are constant']);
  });
});
