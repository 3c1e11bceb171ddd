import { gatherChannels, pickedChannels } from '../channels';
import { any, constant, defineRule, must, op, refuse } from '../kit';

export const mergeChannelGathers = defineRule({
  name: 'merge-channel-gathers',
  family: 'convolution',
  title: 'Channels picked twice are picked once.',
  before: 'Gather(Gather(x, p), q), axis 1',
  after: 'Gather(x, p[q]), axis 1',
  conditions: ['both pick known channels'],
  algebra: 'y[c] = x[p[q[c]]]',
  exactness: 'bits',
  roots: [
    op('Gather', [op('Gather', [any('x'), constant('p')], { name: 'inner' }), constant('q')], {
      name: 'outer',
    }),
  ],
  check: (m) => {
    for (const name of ['inner', 'outer']) {
      if (pickedChannels(m.graph, m.node(name)) === null) {
        return refuse('it does not pick known channels', { node: m.node(name).id });
      }
    }
    return null;
  },
  rewrite: (m, b) => {
    const inner = must(pickedChannels(b.graph, m.node('inner')), 'inner channels');
    const outer = must(pickedChannels(b.graph, m.node('outer')), 'outer channels');
    return gatherChannels(
      b,
      m.value('x'),
      outer.map((c) => inner[c] ?? 0),
    );
  },
});
