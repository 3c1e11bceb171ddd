import { any, defineRule, op } from '../kit';
import { logisticRefusal, onePlusExponential } from '../logistic';

export const recogniseSigmoid = defineRule({
  name: 'recognise-sigmoid',
  family: 'elementwise',
  title: 'The reciprocal of one plus an exponential is a Sigmoid.',
  before: 'Reciprocal(Add(Exp(Neg(x)), 1))',
  after: 'Sigmoid(x)',
  conditions: ['the constant is 1 and adds no axes', 'float32 or float64'],
  algebra: 'σ(x) = 1/(1 + exp(−x))',
  exactness: 'reals',
  roots: [op('Reciprocal', [onePlusExponential(any('x'))])],
  check: logisticRefusal,
  rewrite: (m, b) => b.node('Sigmoid', [m.value('x')]),
});
