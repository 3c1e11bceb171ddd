import { wideFloatRefusal } from '../factors';
import { any, defineRule, intAttr, maybe, op, rankOf, reducedAxes, refuse } from '../kit';

export const replaceMeanByGlobalAveragePool = defineRule({
  name: 'replace-mean-by-global-average-pool',
  family: 'convolution',
  title: 'The mean over all axes behind the channels is global average pooling.',
  before: 'ReduceMean(x, axes 2…)',
  after: 'GlobalAveragePool(x)',
  conditions: [
    'the axes are all but the first two',
    'float32 or float64 (a pool may add halves in halves); the axes are kept',
  ],
  algebra: 'the same mean of the same elements',
  exactness: 'reals',
  roots: [op('ReduceMean', [any('x'), maybe(any('axes'))], { name: 'mean' })],
  undoes: ['replace-global-average-pool-by-mean'],
  check: (m) => {
    const node = m.node('mean');
    const rank = rankOf(m.graph, m.value('x'));
    const narrow = wideFloatRefusal(m.graph, m.value('x'));
    if (narrow !== null) return narrow;
    if (rank === null || rank < 3)
      return refuse('there is nothing behind the channels', { value: m.value('x') });
    const axes = reducedAxes(m.graph, node);
    if (axes?.length !== rank - 2 || !axes.every((axis, i) => axis === i + 2)) {
      return refuse('other axes than those behind the channels');
    }
    return intAttr(node, 'keepdims', 1) === 1 ? null : refuse('the axes are not kept');
  },
  rewrite: (m, b) => b.node('GlobalAveragePool', [m.value('x')]),
});
