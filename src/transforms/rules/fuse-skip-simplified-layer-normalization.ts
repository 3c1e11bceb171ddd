import { any, constant, defineRule, op } from '../kit';
import { normalisedWithSum, skipRefusal } from '../skipSum';

export const fuseSkipSimplifiedLayerNormalization = defineRule({
  name: 'fuse-skip-simplified-layer-normalization',
  family: 'fusion',
  title: 'A residual sum and its root-mean-square normalization become one kernel, which gives the sum too.',
  before: 's = Add(x, r), y = SimplifiedLayerNormalization(s, γ)',
  after: 'y, s = com.microsoft.SkipSimplifiedLayerNormalization(x, r, γ)',
  conditions: [
    'x and r are of one shape of rank 2 or 3, normalised along the last axis',
    'γ is a constant vector; the statistics are not used',
    'float32',
  ],
  algebra: '(x + r)/√(mean (x + r)² + ε)·γ',
  exactness: 'reals',
  roots: [
    op(
      'SimplifiedLayerNormalization',
      [op('Add', [any('x'), any('r')], { name: 'sum', shared: true }), constant('scale')],
      { name: 'norm' },
    ),
  ],
  standardOps: false,
  check: (m) => skipRefusal(m, 'the scale is no vector'),
  rewrite: (m, b) => normalisedWithSum(m, b, 'SkipSimplifiedLayerNormalization'),
});
