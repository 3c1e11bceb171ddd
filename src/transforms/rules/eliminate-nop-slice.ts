import { any, bypassRefusal, defineRule, op, refuse, sameShape, shapeOf, sliceOf } from '../kit';

export const eliminateNopSlice = defineRule({
  name: 'eliminate-nop-slice',
  family: 'clean-up',
  title: 'A Slice that takes everything changes nothing.',
  before: 'Slice(x, everything)',
  after: 'x',
  conditions: [
    'both shapes are known and equal',
    'every step is 1',
    'it does not give an output of the graph its name',
  ],
  algebra: 'x[0:n] = x',
  exactness: 'bits',
  roots: [op('Slice', [any('x')], { rest: 'spec' })],
  check: (m) => {
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output))) {
      return refuse('it takes only a part', { node: m.anchor.id });
    }
    const spec = sliceOf(m.graph, m.anchor);
    if (spec === null) return refuse('what it takes is not known', { node: m.anchor.id });
    if (spec.steps.some((step) => step !== 1)) return refuse('it reverses', { node: m.anchor.id });
    return bypassRefusal(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
