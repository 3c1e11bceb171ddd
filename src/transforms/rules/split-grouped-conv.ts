import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, filterRange } from '../convolution';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';

/** Groups beyond this many are left alone: each becomes a node. */
const mostGroups = 16;

export const splitGroupedConv = defineRule({
  name: 'split-grouped-conv',
  family: 'convolution',
  title: 'A convolution in groups is a convolution of each group of channels, joined.',
  before: 'Conv(x, w, b) in groups',
  after: 'Concat(Conv(x1, w1, b1), Conv(x2, w2, b2)), x1 and x2 the groups of x',
  conditions: [`2 to ${mostGroups} groups`, 'weights and bias are constant, float32 or float64'],
  algebra: 'each filter sees its own group of channels only',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  undoes: ['join-convs-into-groups'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (conv.group === 1) return refuse('there is a single group');
    return conv.group <= mostGroups ? null : refuse(`there are ${conv.group} groups`);
  },
  rewrite: (m, b) => {
    const conv = must(convOf(b.graph, m.node('conv')), 'convolution');
    const filters = conv.filters / conv.group;
    const sizes = new Array<number>(conv.group).fill(conv.channels / conv.group);
    const bias = m.find('b') === null ? null : m.constant('b');
    const parts = b.split(conv.x, 1, sizes).map((part, i) => {
      const [weights, biases] = filterRange(b, m.constant('w'), bias, i * filters, (i + 1) * filters);
      return convLike(b, conv.node, part, weights, biases, { group: 1 });
    });
    return b.node('Concat', parts, { axis: 1 });
  },
});
