import { any, bypassRefusal, defineRule, op, refuse } from '../kit';

export const eliminateNopConcat = defineRule({
  name: 'eliminate-nop-concat',
  family: 'clean-up',
  title: 'A Concat, Sum, Mean, Max or Min of a single value is that value.',
  before: 'Concat(x)',
  after: 'x',
  conditions: ['there is one input', 'it does not give an output of the graph its name'],
  algebra: 'concat(x) = sum(x) = mean(x) = max(x) = min(x) = x',
  exactness: 'bits',
  roots: [op(['Concat', 'Sum', 'Mean', 'Max', 'Min'], [any('x')], { rest: 'others' })],
  check: (m) => {
    if (m.list('others').length > 0) return refuse('it has several inputs', { node: m.anchor.id });
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
