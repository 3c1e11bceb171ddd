import { any, bypassRefusal, defineRule, op } from '../kit';

export const eliminateDoubleNegation = defineRule({
  name: 'eliminate-double-negation',
  family: 'elementwise',
  title: 'Negating twice changes nothing.',
  before: 'Neg(Neg(x)), Not(Not(x))',
  after: 'x',
  conditions: ['the outer one does not give an output of the graph its name'],
  algebra: '−(−x) = x, ¬¬x = x',
  exactness: 'bits',
  roots: [op(['Neg', 'Not'], [op(['Neg', 'Not'], [any('x')], { shared: true })])],
  check: (m) => bypassRefusal(m.graph, m.output, m.value('x')),
  rewrite: (m) => m.value('x'),
});
