import { pickedChannels } from '../channels';
import { convLike } from '../convolution';
import { any, constant, defineRule, intAttr, maybe, must, op, refuse } from '../kit';
import { picked } from '../weights';

export const absorbChannelGatherIntoPreviousConv = defineRule({
  name: 'absorb-channel-gather-into-previous-conv',
  family: 'convolution',
  title: 'A convolution computes just the channels that are taken, in their order.',
  before: 'Gather(Conv(x, w, b), order, axis 1)',
  after: 'Conv(x, w[order], b[order])',
  conditions: ['the channels are known', 'one group; weights and bias are constant'],
  algebra: '(w∗x)[p(m)] = w[p(m)]∗x',
  exactness: 'reals',
  roots: [
    op('Gather', [
      op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' }),
      constant('order'),
    ]),
  ],
  check: (m) => {
    const order = pickedChannels(m.graph, m.anchor);
    if (order === null || order.length === 0) return refuse('it does not pick known channels');
    return intAttr(m.node('conv'), 'group', 1) === 1
      ? null
      : refuse('the convolution is grouped', { node: m.node('conv').id });
  },
  rewrite: (m, b) => {
    const order = must(pickedChannels(b.graph, m.anchor), 'channels');
    const bias = m.find('b') === null ? null : picked(b, m.constant('b'), 0, order);
    return convLike(b, m.node('conv'), m.value('x'), picked(b, m.constant('w'), 0, order), bias);
  },
});
