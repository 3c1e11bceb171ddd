import { channelsOf, gatherChannels, pickedChannels } from '../channels';
import {
  constant,
  defineRule,
  intAttr,
  type Match,
  must,
  normalAxis,
  op,
  rankOf,
  refuse,
  type ValueId,
} from '../kit';

interface Plan {
  /** Channels to take of each part, in the order in which they come. */
  readonly taken: readonly (readonly number[])[];
  /** The order of what is taken, joined. */
  readonly order: readonly number[];
  readonly sizes: readonly number[];
}

function plan(m: Match): Plan | null {
  const picked = pickedChannels(m.graph, m.anchor);
  const sizes = m.list('parts').map((part) => channelsOf(m.graph, part));
  if (picked === null || !sizes.every((size): size is number => size !== null)) return null;
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
  const partOf = (channel: number) =>
    starts.findLastIndex((start, i) => channel >= start && (sizes[i] ?? 0) > 0);
  const taken = sizes.map((_, i) => picked.filter((c) => partOf(c) === i).map((c) => c - (starts[i] ?? 0)));
  const offsets = taken.map((_, i) => taken.slice(0, i).reduce((sum, list) => sum + list.length, 0));
  const seen = taken.map(() => 0);
  const order = picked.map((channel) => {
    const part = partOf(channel);
    const nth = seen[part] ?? 0;
    seen[part] = nth + 1;
    return (offsets[part] ?? 0) + nth;
  });
  return { taken, order, sizes };
}

const inOrder = (list: readonly number[]): boolean => list.every((c, i) => c === (list[0] ?? 0) + i);
const isWhole = (list: readonly number[], size: number): boolean =>
  list.length === size && inOrder(list) && list[0] === 0;

export const moveChannelGatherBeforeConcat = defineRule({
  name: 'move-channel-gather-before-concat',
  family: 'convolution',
  title: 'Channels that are picked of joined parts are picked of each part; what is left is their order.',
  before: 'Gather(Concat(x1, x2), order, axis 1)',
  after: 'Gather(Concat(x1[…], x2[…]), order among these)',
  conditions: ['the parts are joined along the channels, their number known', 'some part is not taken whole'],
  algebra: 'y[c] is one channel of one part',
  exactness: 'bits',
  roots: [
    op('Gather', [op('Concat', [], { name: 'concat', rest: 'parts', shared: true }), constant('order')]),
  ],
  check: (m) => {
    const concat = m.node('concat');
    const rank = rankOf(m.graph, concat.outputs[0]);
    if (rank === null || normalAxis(intAttr(concat, 'axis', 1), rank) !== 1) {
      return refuse('the parts are not joined along the channels', { node: concat.id });
    }
    const made = plan(m);
    if (made === null || made.order.length === 0)
      return refuse('it does not pick known channels of known parts');
    const whole = made.taken.every((list, i) => isWhole(list, made.sizes[i] ?? 0));
    return whole ? refuse('every part is taken whole') : null;
  },
  rewrite: (m, b) => {
    const { taken, order, sizes } = must(plan(m), 'plan');
    const parts = m.list('parts').flatMap((part, i): readonly ValueId[] => {
      const list = taken[i] ?? [];
      if (list.length === 0) return [];
      if (isWhole(list, sizes[i] ?? 0)) return [part];
      const first = list[0] ?? 0;
      return [
        inOrder(list) ? b.slice(part, [first], [first + list.length], [1]) : gatherChannels(b, part, list),
      ];
    });
    const [only] = parts;
    const joined = parts.length === 1 && only !== undefined ? only : b.node('Concat', parts, { axis: 1 });
    return inOrder(order) ? joined : gatherChannels(b, joined, order);
  },
});
