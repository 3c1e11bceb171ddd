import { any, defineRule, must, op, rankOf, refuse } from '../kit';

export const replaceGlobalAveragePoolByMean = defineRule({
  name: 'replace-global-average-pool-by-mean',
  family: 'convolution',
  title: 'Global average pooling is a mean over all axes behind the channels.',
  before: 'GlobalAveragePool(x)',
  after: 'ReduceMean(x, axes 2…)',
  conditions: ['the rank is known and at least 3'],
  algebra: 'the same mean of the same elements',
  exactness: 'reals',
  roots: [op('GlobalAveragePool', [any('x')])],
  undoes: ['replace-mean-by-global-average-pool'],
  check: (m) =>
    (rankOf(m.graph, m.value('x')) ?? 0) >= 3
      ? null
      : refuse('the rank is not known', { value: m.value('x') }),
  rewrite: (m, b) => {
    const rank = must(rankOf(b.graph, m.value('x')), 'rank');
    const axes = Array.from({ length: rank - 2 }, (_, i) => i + 2);
    return b.reduce('ReduceMean', m.value('x'), axes, true);
  },
});
