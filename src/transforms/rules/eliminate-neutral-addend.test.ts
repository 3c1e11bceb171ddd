import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph/fixtures';
import { eliminateNeutralAddend } from './eliminate-neutral-addend';
import { applyOnce, expectRewrite, opsOf, refusals } from './testing';

describe('eliminate-neutral-addend', () => {
  const model = (op: string, zeroFirst: boolean, value: number, shape: readonly number[] = []) => {
    const g = graphBuilder();
    const x = g.input('x', 'float32', [2, 3]);
    const count = shape.reduce((n, d) => n * d, 1);
    const zero = g.constant(
      'zero',
      'float32',
      shape,
      Array.from({ length: count }, () => value),
    );
    g.output('y', g.op('Relu', [g.op(op, zeroFirst ? [zero, x] : [x, zero])]));
    return g.build();
  };

  it('drops + 0, 0 + and − 0', async () => {
    expect(opsOf(await expectRewrite(eliminateNeutralAddend, model('Add', false, 0)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNeutralAddend, model('Add', true, 0)))).toEqual(['Relu']);
    expect(opsOf(applyOnce(eliminateNeutralAddend, model('Sub', false, 0, [1, 3])))).toEqual(['Relu']);
  });

  it('stays for 0 −, other numbers, and where it broadcasts', () => {
    expect(refusals(eliminateNeutralAddend, model('Sub', true, 0))).toEqual(['it subtracts from zero']);
    expect(refusals(eliminateNeutralAddend, model('Add', false, 1))).toEqual(['the constant is not zero']);
    expect(refusals(eliminateNeutralAddend, model('Add', false, 0, [4, 1, 1]))).toEqual(['it broadcasts']);
  });
});
