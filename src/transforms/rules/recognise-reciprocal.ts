import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse, scalar } from '../kit';

export const recogniseReciprocal = defineRule({
  name: 'recognise-reciprocal',
  family: 'elementwise',
  title: 'One divided by a value is its reciprocal.',
  before: 'Div(1, x)',
  after: 'Reciprocal(x)',
  conditions: ['the constant is 1 and adds no axes', 'float32 or float64'],
  algebra: '1/x',
  exactness: 'bits',
  roots: [op('Div', [constant('one'), any('x')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (scalar(m.graph, m.value('one')) !== 1)
      return refuse('the constant is not 1', { value: m.value('one') });
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('one').shape.length <= rank) return null;
    return refuse('the constant may add axes', { value: m.value('one') });
  },
  rewrite: (m, b) => b.node('Reciprocal', [m.value('x')]),
});
