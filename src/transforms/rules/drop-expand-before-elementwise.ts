import { broadcastOf } from '../broadcast';
import { binaryOps } from '../elementwiseOps';
import { any, defineRule, op, refuse, sameShape, shapeOf } from '../kit';

export const dropExpandBeforeElementwise = defineRule({
  name: 'drop-expand-before-elementwise',
  family: 'motion',
  title: 'An elementwise operator broadcasts by itself what an Expand repeats for it.',
  before: 'f(Expand(x), y)',
  after: 'f(x, y)',
  conditions: [
    'x and y alone broadcast to the same shape as before',
    'f takes two operands that broadcast both ways',
  ],
  algebra: 'f reads x[i] at every repetition of it, stored or not',
  exactness: 'bits',
  roots: [
    op(
      binaryOps.filter((name) => name !== 'PRelu'),
      [op('Expand', [any('x')], { rest: 'shape', shared: true, name: 'expand' }), any('y')],
      { commutative: true },
    ),
  ],
  check: (m) => {
    if (m.value('y') === m.node('expand').outputs[0])
      return refuse('both operands are the repeated value', { node: m.node('expand').id });
    return sameShape(broadcastOf(m.shape('x'), m.shape('y')), shapeOf(m.graph, m.output))
      ? null
      : refuse('without the Expand the result would be smaller, or that is not known', {
          node: m.node('expand').id,
        });
  },
  rewrite: (m, b) => {
    const [expanded] = m.node('expand').outputs;
    const inputs = m.anchor.inputs.map((input) => (input === expanded ? m.value('x') : input));
    return b.again(m.anchor, inputs)[0] ?? m.output;
  },
});
