import { hasNoPads } from '../convolution';
import { any, defineRule, op, refuse, staticShape } from '../kit';
import { poolOf } from '../pooling';

export const replaceAveragePoolByGlobal = defineRule({
  name: 'replace-average-pool-by-global',
  family: 'convolution',
  title: 'Averaging over a window as large as the map is global average pooling.',
  before: 'AveragePool(x)',
  after: 'GlobalAveragePool(x)',
  conditions: ['the window covers the whole map, without padding or dilation'],
  algebra: 'one window holds every element of its channel',
  exactness: 'reals',
  roots: [op('AveragePool', [any('x')], { name: 'pool' })],
  check: (m) => {
    const pool = poolOf(m.graph, m.node('pool'));
    if (pool === null || !hasNoPads(pool)) return refuse('there may be padding');
    const sizes = staticShape(m.graph, pool.x)?.slice(2);
    if (sizes === undefined) return refuse('the size of the map is not known', { value: pool.x });
    const covers = sizes.every(
      (size, i) => size === pool.kernel[i] && (size === 1 || pool.dilations[i] === 1),
    );
    return covers ? null : refuse('the window does not cover the map');
  },
  rewrite: (m, b) => b.node('GlobalAveragePool', [m.value('x')]),
});
