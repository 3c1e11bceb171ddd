import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op } from '../kit';

export const lowerMish = defineRule({
  name: 'lower-mish',
  family: 'elementwise',
  title: 'Mish is written out.',
  before: 'Mish(x)',
  after: 'Mul(x, Tanh(Softplus(x)))',
  conditions: ['float32 or float64'],
  algebra: 'mish(x) = x·tanh(ln(1 + exp(x)))',
  exactness: 'reals',
  undoes: ['recognise-mish'],
  roots: [op('Mish', [any('x')])],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => {
    const x = m.value('x');
    return b.node('Mul', [x, b.node('Tanh', [b.node('Softplus', [x])])]);
  },
});
