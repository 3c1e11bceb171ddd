import { any, constant, defineRule, maybe, op } from '../kit';
import { normalisedWithSum, skipRefusal } from '../skipSum';

export const fuseSkipLayerNormalization = defineRule({
  name: 'fuse-skip-layer-normalization',
  family: 'fusion',
  title: 'A residual sum and its normalization become one kernel, which gives the sum too.',
  before: 's = Add(x, r), y = LayerNormalization(s, γ, β)',
  after: 'y, s = com.microsoft.SkipLayerNormalization(x, r, γ, β)',
  conditions: [
    'x and r are of one shape of rank 2 or 3, normalised along the last axis',
    'γ and β are constant vectors; the statistics are not used',
    'float32',
  ],
  algebra: 'the normalization of x + r',
  exactness: 'reals',
  roots: [
    op(
      'LayerNormalization',
      [
        op('Add', [any('x'), any('r')], { name: 'sum', shared: true }),
        constant('scale'),
        maybe(constant('shift')),
      ],
      { name: 'norm' },
    ),
  ],
  standardOps: false,
  check: (m) => skipRefusal(m, 'scale or shift is no vector'),
  rewrite: (m, b) => normalisedWithSum(m, b, 'SkipLayerNormalization'),
});
