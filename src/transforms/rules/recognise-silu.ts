import { any, defineRule, op } from '../kit';
import { logisticRefusal, onePlusExponential } from '../logistic';

export const recogniseSilu = defineRule({
  name: 'recognise-silu',
  family: 'elementwise',
  title: 'A value divided by one plus an exponential is its product with a Sigmoid: SiLU in its usual form.',
  before: 'Div(y, Add(Exp(Neg(x)), 1))',
  after: 'Mul(y, Sigmoid(x))',
  conditions: ['the constant is 1 and adds no axes', 'float32 or float64'],
  algebra: 'y/(1 + exp(−x)) = y·σ(x)',
  exactness: 'reals',
  roots: [op('Div', [any('y'), onePlusExponential(any('x'))])],
  check: logisticRefusal,
  rewrite: (m, b) => b.node('Mul', [m.value('y'), b.node('Sigmoid', [m.value('x')])]),
});
