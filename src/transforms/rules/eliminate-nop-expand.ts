import { any, bypassRefusal, defineRule, op, refuse, sameShape, shapeOf } from '../kit';

export const eliminateNopExpand = defineRule({
  name: 'eliminate-nop-expand',
  family: 'clean-up',
  title: 'An Expand or Tile that repeats nothing changes nothing.',
  before: 'Expand(x, shape of x), Tile(x, 1…)',
  after: 'x',
  conditions: ['both shapes are known and equal', 'it does not give an output of the graph its name'],
  algebra: 'expand(x, shape(x)) = x',
  exactness: 'bits',
  roots: [op(['Expand', 'Tile'], [any('x')], { rest: 'shape' })],
  check: (m) => {
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output))) {
      return refuse('it repeats', { node: m.anchor.id });
    }
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
