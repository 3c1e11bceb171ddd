import { any, bypassRefusal, defineRule, op, permOf, refuse } from '../kit';

export const eliminateNopTranspose = defineRule({
  name: 'eliminate-nop-transpose',
  family: 'clean-up',
  title: 'A Transpose that keeps every axis where it is changes nothing.',
  before: 'Transpose(x, perm = 0, 1, 2…)',
  after: 'x',
  conditions: ['the permutation is the identity', 'it does not give an output of the graph its name'],
  algebra: 'transpose(x, id) = x',
  exactness: 'bits',
  roots: [op('Transpose', [any('x')])],
  check: (m) => {
    const perm = permOf(m.graph, m.anchor);
    if (perm === null) return refuse('its permutation is not known', { node: m.anchor.id });
    if (perm.some((axis, i) => axis !== i)) return refuse('it moves an axis', { node: m.anchor.id });
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
