import { channelwise, gatherChannels, maybeChannelwise, pickedChannels, reordered } from '../channels';
import { any, constant, defineRule, intAttr, must, op, refuse } from '../kit';

export const moveChannelGatherBeforeChannelwise = defineRule({
  name: 'move-channel-gather-before-channelwise',
  family: 'convolution',
  title: 'Channels can be picked before an operator that treats each by itself, its parameters picked alike.',
  before: 'Gather(f(x), order, axis 1)',
  after: 'f(Gather(x, order, axis 1))',
  conditions: [
    'f is elementwise, a pooling, a depthwise Conv or a BatchNormalization in inference mode',
    'parameters of f are constant; of a Conv, as many channels are taken as there are',
  ],
  algebra: 'f_{p(c)}(x[p(c)])',
  exactness: 'bits',
  roots: [
    op('Gather', [op(maybeChannelwise, [any('x')], { name: 'f', rest: 'parameters' }), constant('order')], {
      name: 'gather',
    }),
  ],
  undoes: ['move-channel-gather-after-channelwise'],
  check: (m) => {
    const picked = pickedChannels(m.graph, m.node('gather'));
    if (picked === null) return refuse('it does not pick known channels');
    if (channelwise(m.graph, m.node('f')) === null)
      return refuse('it mixes channels', { node: m.node('f').id });
    if (m.node('f').op === 'Conv' && picked.length !== intAttr(m.node('f'), 'group', 1)) {
      return refuse('the number of groups would change', { node: m.node('f').id });
    }
    return null;
  },
  rewrite: (m, b) => {
    const f = m.node('f');
    const picked = must(pickedChannels(b.graph, m.node('gather')), 'channels');
    const slots = must(channelwise(b.graph, f), 'slots');
    const x = gatherChannels(b, m.value('x'), picked);
    return must(b.again(f, reordered(b, f, slots, x, picked))[0], 'output');
  },
});
