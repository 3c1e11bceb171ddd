import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op } from '../kit';

export const replaceNegationByFactor = defineRule({
  name: 'replace-negation-by-factor',
  family: 'elementwise',
  title: 'A negation is a factor of −1, which meets other factors.',
  before: 'Neg(x)',
  after: 'Mul(x, −1)',
  conditions: ['float32 or float64'],
  algebra: '−x = x·(−1)',
  exactness: 'bits',
  roots: [op('Neg', [any('x')])],
  undoes: ['replace-factor-by-negation'],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => b.node('Mul', [m.value('x'), b.scalar(must(m.dtype('x'), 'type'), -1)]),
});
