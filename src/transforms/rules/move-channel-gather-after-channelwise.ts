import {
  channelsOf,
  channelwise,
  gatherChannels,
  inverse,
  isPermutation,
  maybeChannelwise,
  pickedChannels,
  reordered,
} from '../channels';
import { any, constant, defineRule, must, op, refuse } from '../kit';

export const moveChannelGatherAfterChannelwise = defineRule({
  name: 'move-channel-gather-after-channelwise',
  family: 'convolution',
  title:
    'Channels can be reordered after an operator that treats each by itself, its parameters reordered back.',
  before: 'f(Gather(x, order, axis 1))',
  after: 'Gather(f(x), order, axis 1)',
  conditions: [
    'every channel is taken once',
    'f is elementwise, a pooling, a depthwise Conv or a BatchNormalization in inference mode',
    'parameters of f are constant',
  ],
  algebra: 'f_c(x[p(c)]) = (f_{p⁻¹(d)}(x[d]))[d = p(c)]',
  exactness: 'bits',
  roots: [
    op(maybeChannelwise, [op('Gather', [any('x'), constant('order')], { name: 'gather' })], {
      name: 'f',
      rest: 'parameters',
    }),
  ],
  undoes: ['move-channel-gather-before-channelwise'],
  check: (m) => {
    const picked = pickedChannels(m.graph, m.node('gather'));
    const count = channelsOf(m.graph, m.value('x'));
    if (picked === null || count === null || !isPermutation(picked, count)) {
      return refuse('it does not take every channel once', { node: m.node('gather').id });
    }
    return channelwise(m.graph, m.node('f')) === null ? refuse('it mixes channels') : null;
  },
  rewrite: (m, b) => {
    const f = m.node('f');
    const picked = must(pickedChannels(b.graph, m.node('gather')), 'channels');
    const slots = must(channelwise(b.graph, f), 'slots');
    const result = b.again(f, reordered(b, f, slots, m.value('x'), inverse(picked)));
    return gatherChannels(b, must(result[0], 'output'), picked);
  },
});
