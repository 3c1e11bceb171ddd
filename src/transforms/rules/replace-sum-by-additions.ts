import { defineRule, must, op, refuse, type ValueId } from '../kit';

export const replaceSumByAdditions = defineRule({
  name: 'replace-sum-by-additions',
  family: 'elementwise',
  title: 'A Sum is additions, which other rules know.',
  before: 'Sum(x, y, z)',
  after: 'Add(Add(x, y), z)',
  conditions: ['at least two operands; opset 8 or later'],
  algebra: 'x + y + z = (x + y) + z',
  exactness: 'reals',
  roots: [op('Sum', [], { rest: 'operands' })],
  check: (m, context) => {
    if (context.opset < 8) return refuse('operands do not broadcast before opset 8');
    return m.list('operands').length >= 2 ? null : refuse('there is a single operand');
  },
  rewrite: (m, b) => {
    const [first, ...others] = m.list('operands');
    return others.reduce<ValueId>((sum, next) => b.node('Add', [sum, next]), must(first, 'operand'));
  },
});
