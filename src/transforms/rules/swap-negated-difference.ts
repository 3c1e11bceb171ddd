import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op } from '../kit';

export const swapNegatedDifference = defineRule({
  name: 'swap-negated-difference',
  family: 'elementwise',
  title: 'The negative of a difference is the difference the other way round.',
  before: 'Neg(Sub(x, y))',
  after: 'Sub(y, x)',
  conditions: ['float32 or float64'],
  algebra: '−(x − y) = y − x (zero may change its sign)',
  exactness: 'reals',
  roots: [op('Neg', [op('Sub', [any('x'), any('y')])])],
  check: (m, context) => arithmeticRefusal(context, m.output),
  rewrite: (m, b) => b.node('Sub', [m.value('y'), m.value('x')]),
});
