import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNeutralFactor } from './eliminate-neutral-factor';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-neutral-factor', () => {
  const model = (op: string, oneFirst: boolean, value: number, shape: readonly number[] = []) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const count = shape.reduce((n, d) => n * d, 1);
    const one = g.constant(
      'one',
      'float32',
      shape,
      Array.from({ length: count }, () => value),
    );
    g.output('y', g.op('Relu', [g.op(op, oneFirst ? [one, x] : [x, one])]));
    return g.build();
  };

  it('drops · 1, 1 ·, / 1 and to the power 1', async () => {
    expect(opsOf(await expectRewrite(eliminateNeutralFactor, model('Mul', false, 1)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNeutralFactor, model('Mul', true, 1)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNeutralFactor, model('Div', false, 1, [3])))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNeutralFactor, model('Pow', false, 1)))).toEqual(['Relu']);
  });

  it('stays for 1 /, other numbers, and where it broadcasts', () => {
    expect(refusals(eliminateNeutralFactor, model('Div', true, 1))).toEqual([
      'the constant is the first operand',
    ]);
    expect(refusals(eliminateNeutralFactor, model('Mul', false, 2))).toEqual(['the constant is not one']);
    expect(refusals(eliminateNeutralFactor, model('Mul', false, 1, [4, 1, 1]))).toEqual(['it broadcasts']);
  });
});
