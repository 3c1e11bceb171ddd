import { pickedChannels, shuffleOrder } from '../channels';
import { any, constant, defineRule, type Match, must, op, refuse, staticShape } from '../kit';

/** The number of groups whose shuffle this Gather is; null where it is none. */
function groupsOf(m: Match): number | null {
  const picked = pickedChannels(m.graph, m.anchor);
  if (picked === null || picked.length !== m.shape('x')?.[1]) return null;
  // The second channel taken is the first of the second group.
  const each = picked[1] ?? 0;
  if (each < 2 || picked.length % each !== 0) return null;
  const groups = picked.length / each;
  return shuffleOrder(picked.length, groups).every((from, to) => from === picked[to]) ? groups : null;
}

export const lowerChannelGatherToShuffle = defineRule({
  name: 'lower-channel-gather-to-shuffle',
  family: 'convolution',
  title: 'Channels in the order of a shuffle are put in a grid, transposed and flattened.',
  before: 'Gather(x, order, axis 1)',
  after: 'Reshape(Transpose(Reshape(x)))',
  conditions: ['the order is that of a shuffle of groups', 'the shape of x is known'],
  algebra: 'y[n, a·g + b] = x[n, b·C/g + a]',
  exactness: 'bits',
  roots: [op('Gather', [any('x'), constant('order')])],
  undoes: ['recognise-channel-shuffle'],
  check: (m) => {
    const shape = staticShape(m.graph, m.value('x'));
    if (shape === null || shape.includes(0))
      return refuse('the shape is not known, or empty', { value: m.value('x') });
    return groupsOf(m) === null ? refuse('the channels are not picked in the order of a shuffle') : null;
  },
  rewrite: (m, b) => {
    const [batch = 1, channels = 1, ...sizes] = must(staticShape(b.graph, m.value('x')), 'shape');
    const groups = must(groupsOf(m), 'groups');
    const grid = b.reshape(m.value('x'), [batch, groups, channels / groups, ...sizes]);
    const swapped = b.transpose(grid, [0, 2, 1, ...sizes.map((_, i) => i + 3)]);
    return b.reshape(swapped, [batch, channels, ...sizes]);
  },
});
