import { describe, expect, it } from 'vitest';
import { graphBuilder } from '../../graph';
import { evaluate, primeField, randomSupply } from '.';

describe('evaluate', () => {
  it('tells (a + b)c = ac + bc from (a + b)c = ac − bc', () => {
    const field = primeField(1);
    const run = (op: string, factored: boolean) => {
      const g = graphBuilder();
      const [a, b, c] = ['a', 'b', 'c'].map((name) => g.input(name, 'float32', [3, 3]));
      if (a === undefined || b === undefined || c === undefined) throw new Error('inputs');
      const y = factored
        ? g.op('MatMul', [g.op('Add', [a, b]), c])
        : g.op(op, [g.op('MatMul', [a, c]), g.op('MatMul', [b, c])]);
      g.output('y', y);
      return evaluate(g.build(), field, randomSupply(field))[0]?.data;
    };
    expect(run('Add', false)).toEqual(run('', true));
    expect(run('Sub', false)).not.toEqual(run('', true));
  });
});
