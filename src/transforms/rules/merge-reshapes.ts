import { any, defineRule, must, op, refuse, shapeOf } from '../kit';
import { reshapeTarget } from '../reshapeTarget';

const reshaping = ['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'];

export const mergeReshapes = defineRule({
  name: 'merge-reshapes',
  family: 'clean-up',
  title: 'Of two Reshapes in a row, only the last shape counts.',
  before: 'Reshape(Reshape(x, s), t), also with Flatten, Squeeze, Unsqueeze',
  after: 'Reshape(x, t)',
  conditions: ['the last shape is known but for at most one dimension, and has no 0'],
  algebra: 'reshaping keeps the order of the elements',
  exactness: 'bits',
  roots: [op(reshaping, [op(reshaping, [any('x')], { rest: 'inner', shared: true })], { rest: 'outer' })],
  check: (m) =>
    reshapeTarget(shapeOf(m.graph, m.output)) === null
      ? refuse('the last shape is not known well enough', { value: m.output })
      : null,
  rewrite: (m, b) => b.reshape(m.value('x'), must(reshapeTarget(shapeOf(m.graph, m.output)), 'shape')),
});
