import { any, bypass, defineRule, op, reducedAxes, refuse, sameShape, shapeOf } from '../kit';

export const eliminateNopReduction = defineRule({
  name: 'eliminate-nop-reduction',
  family: 'clean-up',
  title: 'Reducing axes of size 1 that are kept changes nothing.',
  before: 'ReduceMean(x, axes of size 1, keepdims)',
  after: 'x',
  conditions: [
    'every reduced axis has size 1 and stays',
    'the operator is a mean, sum, product, maximum or minimum',
    'it does not give an output of the graph its name',
  ],
  algebra: 'the mean, sum, product, maximum or minimum of one number is that number',
  exactness: 'bits',
  roots: [
    op(['ReduceMean', 'ReduceSum', 'ReduceProd', 'ReduceMax', 'ReduceMin'], [any('x')], { rest: 'axes' }),
  ],
  check: (m) => {
    const shape = m.shape('x');
    const axes = reducedAxes(m.graph, m.anchor);
    if (shape === null || axes === null) return refuse('its axes are not known', { node: m.anchor.id });
    if (axes.some((axis) => shape[axis] !== 1)) return refuse('it reduces something', { node: m.anchor.id });
    if (!sameShape(shape, shapeOf(m.graph, m.output))) {
      return refuse('it removes axes', { node: m.anchor.id });
    }
    return bypass(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
