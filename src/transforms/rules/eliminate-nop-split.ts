import { any, bypass, defineRule, op, refuse } from '../kit';

export const eliminateNopSplit = defineRule({
  name: 'eliminate-nop-split',
  family: 'clean-up',
  title: 'A Split into one part changes nothing.',
  before: 'Split(x) with one output',
  after: 'x',
  conditions: ['there is one output', 'it does not give an output of the graph its name'],
  algebra: 'split(x, 1) = x',
  exactness: 'bits',
  roots: [op('Split', [any('x')], { rest: 'sizes' })],
  check: (m) => {
    if (m.anchor.outputs.length > 1) return refuse('it has several outputs', { node: m.anchor.id });
    return bypass(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
