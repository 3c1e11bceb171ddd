import { any, constant, defineRule, intAttr, must, normalAxis, op, rankOf, refuse, scalar } from '../kit';

/** An end that is past every axis. */
const past = 2 ** 31 - 1;

export const turnGatherIntoSlice = defineRule({
  name: 'turn-gather-into-slice',
  family: 'motion',
  title: 'A Gather of one place is a Slice, which keeps the rank and so can move.',
  before: 'Gather(x, i)',
  after: 'Squeeze(Slice(x, i, i + 1)), without the Squeeze where the index is a vector of one',
  conditions: ['there is one index, constant and of rank 0 or 1', 'the axis is known'],
  algebra: 'gather(x, i) = x[i], and x[i:i+1] is the same with the axis kept',
  exactness: 'bits',
  roots: [op('Gather', [any('x'), constant('index')])],
  check: (m) => {
    const rank = rankOf(m.graph, m.value('x'));
    const index = m.constant('index');
    if (index.shape.length > 1 || scalar(m.graph, m.value('index')) === null) {
      return refuse('there is not one known index', { value: m.value('index') });
    }
    if (rank === null || normalAxis(intAttr(m.anchor, 'axis', 0), rank) === null) {
      return refuse('the axis is not known', { node: m.anchor.id });
    }
    return null;
  },
  rewrite: (m, b) => {
    const index = must(scalar(m.graph, m.value('index')), 'index');
    const rank = must(rankOf(m.graph, m.value('x')), 'rank');
    const axis = must(normalAxis(intAttr(m.anchor, 'axis', 0), rank), 'axis');
    const slice = b.slice(m.value('x'), [index], [index === -1 ? past : index + 1], [axis]);
    return m.constant('index').shape.length === 0 ? b.squeeze(slice, [axis]) : slice;
  },
});
