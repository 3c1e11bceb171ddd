import { arithmeticRefusal } from '../arithmetic';
import { batchNormAffine, batchNormRefusal } from '../batchNorm';
import { scaledGemm } from '../gemm';
import { any, constant, defineRule, maybe, op } from '../kit';

export const fuseBatchnormIntoGemm = defineRule({
  name: 'fuse-batchnorm-into-gemm',
  family: 'convolution',
  title: 'A normalization with fixed statistics scales and shifts the dense layer before it.',
  before: 'BatchNormalization(Gemm(x, w, b), γ, β, μ, σ²)',
  after: 'Gemm(x, w·s, b·s + β − μ·s), s = γ/√(σ² + ε)',
  conditions: [
    'weights, bias and statistics are constant, float32 or float64',
    'the normalization is in inference mode and gives nothing else',
  ],
  algebra: 's·(α·x·w + β·c) + t = α·x·(s·w) + (β·s·c + t)',
  exactness: 'reals',
  roots: [
    op(
      'BatchNormalization',
      [op('Gemm', [any('x'), constant('w'), maybe(constant('b'))], { name: 'gemm' })],
      { name: 'norm', rest: 'statistics' },
    ),
  ],
  check: (m, context) => arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.node('norm')),
  rewrite: (m, b) => {
    const { scale, shift } = batchNormAffine(b, m.node('norm'));
    return scaledGemm(b, m.node('gemm'), scale, shift);
  },
});
