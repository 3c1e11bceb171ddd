import { arithmeticRefusal } from '../arithmetic';
import { convLike, scaledChannels } from '../convolution';
import { overflowRefusal } from '../factors';
import { any, constant, defineRule, intAttr, maybe, type Node, op, refuse } from '../kit';
import { asVector, variesOnlyAlong } from '../weights';

/** Input channels of a convolution's weights. */
const channelsOf = (node: Node, shape: readonly number[]): number =>
  node.op === 'ConvTranspose' ? (shape[0] ?? 0) : (shape[1] ?? 0) * intAttr(node, 'group', 1);

export const absorbScaleIntoNextConv = defineRule({
  name: 'absorb-scale-into-next-conv',
  family: 'convolution',
  title: 'A constant factor per channel goes into the weights of the convolution that follows.',
  before: 'Conv(Mul(x, s), w, b)',
  after: 'Conv(x, w·s, b)',
  conditions: [
    's and w are constant, float32 or float64',
    's differs between channels only, and the product has the shape of x',
  ],
  algebra: 'w∗(s·x) = (w·s)∗x; padding stays zero',
  exactness: 'reals',
  roots: [
    op(
      ['Conv', 'ConvTranspose'],
      [op('Mul', [any('x'), constant('s')], { commutative: true }), constant('w'), maybe(any('b'))],
      { name: 'conv' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x')) ?? overflowRefusal(m.graph, [m.value('s')]);
    if (refusal !== null) return refusal;
    const { shape } = m.constant('w');
    const channels = channelsOf(m.node('conv'), shape);
    if (m.shape('x')?.length !== shape.length || m.shape('x')?.[1] !== channels) {
      return refuse('the factor broadcasts the data', { value: m.value('x') });
    }
    if (variesOnlyAlong(m.constant('s').shape, shape.length, 1, channels)) return null;
    return refuse('the factor differs within a channel', { value: m.value('s') });
  },
  rewrite: (m, b) => {
    const [conv, w] = [m.node('conv'), m.constant('w')];
    const scale = asVector(b, m.constant('s'), channelsOf(conv, w.shape));
    return convLike(b, conv, m.value('x'), scaledChannels(b, conv, w, scale), m.find('b'));
  },
});
