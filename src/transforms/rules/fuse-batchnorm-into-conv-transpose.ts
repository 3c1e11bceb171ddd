import { arithmeticRefusal } from '../arithmetic';
import { batchNormAffine, batchNormRefusal } from '../batchNorm';
import { convLike, scaledFilters } from '../convolution';
import { any, constant, defineRule, maybe, op } from '../kit';
import { plus, times } from '../weights';

export const fuseBatchnormIntoConvTranspose = defineRule({
  name: 'fuse-batchnorm-into-conv-transpose',
  family: 'convolution',
  title: 'A normalization with fixed statistics scales and shifts the filters before it.',
  before: 'BatchNormalization(ConvTranspose(x, w, b), γ, β, μ, σ²)',
  after: 'ConvTranspose(x, w·s, b·s + β − μ·s), s = γ/√(σ² + ε)',
  conditions: [
    'weights, bias and statistics are constant, float32 or float64',
    'the normalization is per channel, in inference mode, and gives nothing else',
  ],
  algebra: 's·(wᵀ∗x + b) + t = (s·w)ᵀ∗x + (s·b + t)',
  exactness: 'reals',
  roots: [
    op(
      'BatchNormalization',
      [op('ConvTranspose', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
      { name: 'norm', rest: 'statistics' },
    ),
  ],
  check: (m, context) => arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.node('norm')),
  rewrite: (m, b) => {
    const conv = m.node('conv');
    const { scale, shift } = batchNormAffine(b, m.node('norm'));
    const weights = scaledFilters(b, conv, m.constant('w'), scale);
    const bias = m.find('b') === null ? shift : plus(b, times(b, m.constant('b'), scale), shift);
    return convLike(b, conv, m.value('x'), weights, bias);
  },
});
