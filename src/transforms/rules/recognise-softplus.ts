import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse, scalar } from '../kit';

export const recogniseSoftplus = defineRule({
  name: 'recognise-softplus',
  family: 'elementwise',
  title: 'The logarithm of one plus an exponential is Softplus.',
  before: 'Log(Add(Exp(x), 1))',
  after: 'Softplus(x)',
  conditions: ['the constant is 1 and adds no axes', 'float32 or float64'],
  algebra: 'ln(exp(x) + 1)',
  exactness: 'reals',
  roots: [op('Log', [op('Add', [op('Exp', [any('x')]), constant('one')], { commutative: true })])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (scalar(m.graph, m.value('one')) !== 1)
      return refuse('the constant is not 1', { value: m.value('one') });
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('one').shape.length <= rank) return null;
    return refuse('the constant may add axes', { value: m.value('one') });
  },
  rewrite: (m, b) => b.node('Softplus', [m.value('x')]),
});
