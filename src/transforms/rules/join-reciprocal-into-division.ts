import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op } from '../kit';

export const joinReciprocalIntoDivision = defineRule({
  name: 'join-reciprocal-into-division',
  family: 'elementwise',
  title: 'A product with a reciprocal is a division.',
  before: 'Mul(x, Reciprocal(y))',
  after: 'Div(x, y)',
  conditions: ['float32 or float64'],
  algebra: 'x·(1/y) = x/y',
  exactness: 'reals',
  roots: [op('Mul', [any('x'), op('Reciprocal', [any('y')], { shared: true })], { commutative: true })],
  undoes: ['split-division-into-reciprocal'],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => b.node('Div', [m.value('x'), m.value('y')]),
});
