import { gatherChannels, pickedChannels } from '../channels';
import { any, constant, defineRule, must, op, refuse, splitOf, type ValueId } from '../kit';

export const splitChannelGather = defineRule({
  name: 'split-channel-gather',
  family: 'convolution',
  title: 'Reordered channels that are split are picked part by part.',
  before: 'Split(Gather(x, order, axis 1))',
  after: 'Gather(x, order1), Gather(x, order2), …',
  conditions: ['the split is along the channels, with known sizes'],
  algebra: 'part i of x[order] = x[part i of order]',
  exactness: 'bits',
  roots: [
    op('Split', [op('Gather', [any('x'), constant('order')], { name: 'gather' })], {
      name: 'split',
      rest: 'sizes',
    }),
  ],
  check: (m) => {
    if (pickedChannels(m.graph, m.node('gather')) === null) {
      return refuse('it does not pick known channels', { node: m.node('gather').id });
    }
    const split = splitOf(m.graph, m.node('split'));
    if (split === null) return refuse('the sizes of the parts are not known');
    if (split.sizes.includes(0)) return refuse('a part is empty');
    return split.axis === 1 ? null : refuse('the split is not along the channels');
  },
  rewrite: (m, b) => {
    const order = must(pickedChannels(b.graph, m.node('gather')), 'channels');
    const { sizes } = must(splitOf(b.graph, m.node('split')), 'sizes');
    const replaced = new Map<ValueId, ValueId>();
    let start = 0;
    for (const [i, size] of sizes.entries()) {
      const output = m.node('split').outputs[i] ?? null;
      const part = order.slice(start, start + size);
      start += size;
      if (output === null || (b.graph.uses(output).length === 0 && !b.graph.isOutput(output))) continue;
      replaced.set(output, gatherChannels(b, m.value('x'), part));
    }
    return replaced;
  },
});
