import { any, bypassRefusal, defineRule, op, refuse, sameShape, shapeOf } from '../kit';

export const eliminateNopReshape = defineRule({
  name: 'eliminate-nop-reshape',
  family: 'clean-up',
  title: 'A Reshape to the shape that the value has already changes nothing.',
  before: 'Reshape(x, shape of x), or Flatten, Squeeze, Unsqueeze that keep the shape',
  after: 'x',
  conditions: ['both shapes are known and equal', 'it does not give an output of the graph its name'],
  algebra: 'reshape(x, shape(x)) = x',
  exactness: 'bits',
  roots: [op(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], [any('x')], { rest: 'shape' })],
  check: (m) => {
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output))) {
      return refuse('it changes the shape', { node: m.anchor.id });
    }
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
