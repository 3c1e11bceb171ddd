import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op } from '../kit';

export const raiseSquareToPower = defineRule({
  name: 'raise-square-to-power',
  family: 'elementwise',
  title: 'A product of a value with itself is its square.',
  before: 'Mul(x, x)',
  after: 'Pow(x, 2)',
  conditions: ['float32 or float64'],
  algebra: 'x·x = x²',
  exactness: 'reals',
  roots: [op('Mul', [any('x'), any('x')])],
  undoes: ['expand-power'],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => b.node('Pow', [m.value('x'), b.scalar(must(m.dtype('x'), 'type'), 2)]),
});
