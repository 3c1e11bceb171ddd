import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse, scalar } from '../kit';

export const replaceFactorByNegation = defineRule({
  name: 'replace-factor-by-negation',
  family: 'elementwise',
  title: 'A factor of −1 is a negation.',
  before: 'Mul(x, −1), Div(x, −1)',
  after: 'Neg(x)',
  conditions: ['the constant is −1 and adds no axes', 'float32 or float64'],
  algebra: 'x·(−1) = x/(−1) = −x',
  exactness: 'bits',
  roots: [op(['Mul', 'Div'], [any('x'), constant('c')], { commutative: true, name: 'product' })],
  undoes: ['replace-negation-by-factor'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (scalar(m.graph, m.value('c')) !== -1)
      return refuse('the constant is not −1', { value: m.value('c') });
    const product = m.node('product');
    if (product.op === 'Div' && product.inputs[1] !== m.value('c')) return refuse('the constant is divided');
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('c').shape.length <= rank) return null;
    return refuse('the constant may add axes', { value: m.value('c') });
  },
  rewrite: (m, b) => b.node('Neg', [m.value('x')]),
});
