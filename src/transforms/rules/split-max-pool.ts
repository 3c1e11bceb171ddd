import { any, defineRule, must, op, refuse } from '../kit';
import { indicesRefusal, poolOf } from '../pooling';

export const splitMaxPool = defineRule({
  name: 'split-max-pool',
  family: 'convolution',
  title: 'A maximum over a large window is taken in two steps, the first over windows of 3.',
  before: 'MaxPool(x) with kernel k, padding p',
  after: 'MaxPool(MaxPool(x)), kernel 3 and padding 1, then kernel k − 2 and padding p − 1',
  conditions: [
    'every side of the window is at least 5, and padded by at least 1 and at most k − 2',
    'no dilation, no ceil mode, indices not used',
  ],
  algebra: 'max over a union is the maximum of the maxima',
  exactness: 'bits',
  roots: [op('MaxPool', [any('x')], { name: 'pool' })],
  undoes: ['compose-max-pools'],
  check: (m) => {
    const pool = poolOf(m.graph, m.node('pool'));
    if (pool === null) return refuse('the padding is not known');
    if (pool.kernel.some((k) => k < 5)) return refuse('a side of the window is shorter than 5');
    if (pool.pads.some((p) => p < 1)) return refuse('a side is not padded');
    if (pool.pads.some((p, i) => p > (pool.kernel[i % pool.spatial] ?? 1) - 2)) {
      return refuse('a window may hold a single element of the map');
    }
    if (pool.dilations.some((d) => d !== 1)) return refuse('the window is dilated');
    if (pool.ceil) return refuse('a window may reach over the end');
    return indicesRefusal(m.graph, pool.node);
  },
  rewrite: (m, b) => {
    const pool = must(poolOf(b.graph, m.node('pool')), 'pooling');
    const first = b.node('MaxPool', [pool.x], {
      kernel_shape: pool.kernel.map(() => 3),
      strides: pool.kernel.map(() => 1),
      pads: pool.pads.map(() => 1),
    });
    return b.node('MaxPool', [first], {
      kernel_shape: pool.kernel.map((k) => k - 2),
      strides: pool.strides,
      pads: pool.pads.map((p) => p - 1),
    });
  },
});
