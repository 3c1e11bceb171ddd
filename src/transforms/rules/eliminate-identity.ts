import { any, bypassRefusal, defineRule, op } from '../kit';

export const eliminateIdentity = defineRule({
  name: 'eliminate-identity',
  family: 'clean-up',
  title: 'An Identity passes its input on.',
  before: 'Identity(x)',
  after: 'x',
  conditions: ['the Identity does not give an output of the graph its name'],
  algebra: 'id(x) = x',
  exactness: 'bits',
  roots: [op('Identity', [any('x')])],
  check: (m) => bypassRefusal(m.graph, m.output, m.value('x')),
  rewrite: (m) => m.value('x'),
});
