import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op, refuse } from '../kit';

export const recogniseMish = defineRule({
  name: 'recognise-mish',
  family: 'elementwise',
  title: 'A value times the tanh of its Softplus is Mish.',
  before: 'Mul(x, Tanh(Softplus(x)))',
  after: 'Mish(x)',
  conditions: ['float32 or float64, opset 18 or later'],
  algebra: 'x·tanh(ln(1 + exp(x)))',
  exactness: 'reals',
  roots: [op('Mul', [any('x'), op('Tanh', [op('Softplus', [any('x')])])], { commutative: true })],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    (context.opset < 18 ? refuse('there is no Mish before opset 18') : null),
  rewrite: (m, b) => b.node('Mish', [m.value('x')]),
});
