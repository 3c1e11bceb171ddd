import { gatherChannels, shuffleOrder } from '../channels';
import { any, defineRule, type Match, must, op, permOf, refuse, sameShape, shapeOf } from '../kit';

/** Channels and groups where three nodes shuffle channels; null where they do something else. */
function shuffle(m: Match): { channels: number; groups: number } | null {
  const x = m.shape('x');
  const middle = shapeOf(m.graph, m.node('first').outputs[0]);
  const perm = permOf(m.graph, m.node('transpose'));
  if (x === null || middle === null || perm === null || x.length < 3) return null;
  if (middle.length !== x.length + 1 || !sameShape(x, shapeOf(m.graph, m.output))) return null;
  if (!perm.every((axis, i) => axis === (i === 1 ? 2 : i === 2 ? 1 : i))) return null;
  const [channels, groups, each] = [x[1], middle[1], middle[2]];
  if (typeof channels !== 'number' || typeof groups !== 'number' || typeof each !== 'number') return null;
  const rest = x.every((dim, i) => i === 1 || dim === middle[i < 1 ? i : i + 1]);
  return rest && groups * each === channels ? { channels, groups } : null;
}

export const recogniseChannelShuffle = defineRule({
  name: 'recognise-channel-shuffle',
  family: 'convolution',
  title: 'Channels that are put in a grid, transposed and flattened are channels in another order.',
  before: 'Reshape(Transpose(Reshape(x)))',
  after: 'Gather(x, order, axis 1)',
  conditions: [
    'the first Reshape makes groups of channels, the Transpose swaps the two axes, the last brings the shape of x back',
    'the number of channels is known',
  ],
  algebra: 'y[n, a·g + b] = x[n, b·C/g + a]',
  exactness: 'bits',
  roots: [
    op('Reshape', [
      op('Transpose', [op('Reshape', [any('x'), any('grid')], { name: 'first' })], { name: 'transpose' }),
      any('flat'),
    ]),
  ],
  undoes: ['lower-channel-gather-to-shuffle'],
  check: (m) => (shuffle(m) === null ? refuse('the three do not shuffle channels') : null),
  rewrite: (m, b) => {
    const { channels, groups } = must(shuffle(m), 'shuffle');
    return gatherChannels(b, m.value('x'), shuffleOrder(channels, groups));
  },
});
