import { arithmeticRefusal } from '../arithmetic';
import { channelsOf, inverse, isPermutation, pickedChannels } from '../channels';
import { convLike } from '../convolution';
import { any, constant, defineRule, intAttr, maybe, must, op, refuse } from '../kit';
import { picked } from '../weights';

export const absorbChannelGatherIntoNextConv = defineRule({
  name: 'absorb-channel-gather-into-next-conv',
  family: 'convolution',
  title: 'A convolution takes channels in any order when its weights are reordered.',
  before: 'Conv(Gather(x, order, axis 1), w, b)',
  after: 'Conv(x, w reordered, b)',
  conditions: ['every channel is taken once', 'one group; the weights are constant, float32 or float64'],
  algebra: 'Σ_c w[m, c]·x[p(c)] = Σ_d w[m, p⁻¹(d)]·x[d]',
  exactness: 'reals',
  roots: [
    op(
      'Conv',
      [op('Gather', [any('x'), constant('order')], { name: 'gather' }), constant('w'), maybe(any('b'))],
      { name: 'conv' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const order = pickedChannels(m.graph, m.node('gather'));
    const count = channelsOf(m.graph, m.value('x'));
    if (order === null || count === null || !isPermutation(order, count)) {
      return refuse('it does not take every channel once', { node: m.node('gather').id });
    }
    return intAttr(m.node('conv'), 'group', 1) === 1 ? null : refuse('the convolution is grouped');
  },
  rewrite: (m, b) => {
    const order = must(pickedChannels(b.graph, m.node('gather')), 'channels');
    return convLike(
      b,
      m.node('conv'),
      m.value('x'),
      picked(b, m.constant('w'), 1, inverse(order)),
      m.find('b'),
    );
  },
});
