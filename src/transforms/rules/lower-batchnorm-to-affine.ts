import { arithmeticRefusal } from '../arithmetic';
import { batchNormAffine, batchNormRefusal } from '../batchNorm';
import { any, defineRule, must, op, rankOf, refuse } from '../kit';
import { alongAxis } from '../weights';

export const lowerBatchnormToAffine = defineRule({
  name: 'lower-batchnorm-to-affine',
  family: 'convolution',
  title: 'A normalization with fixed statistics is a product and a sum.',
  before: 'BatchNormalization(x, γ, β, μ, σ²)',
  after: 'Add(Mul(x, s), β − μ·s), s = γ/√(σ² + ε)',
  conditions: [
    'the rank of x is known and at least 2',
    'the statistics are constant, float32 or float64',
    'the normalization is per channel, in inference mode, and gives nothing else',
  ],
  algebra: 'γ·(x − μ)/√(σ² + ε) + β = s·x + (β − μ·s)',
  exactness: 'reals',
  roots: [op('BatchNormalization', [any('x')], { name: 'norm', rest: 'statistics' })],
  undoes: ['raise-affine-to-batchnorm'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.node('norm'));
    if (refusal !== null) return refusal;
    return (rankOf(m.graph, m.value('x')) ?? 0) >= 2 ? null : refuse('the rank is not known');
  },
  rewrite: (m, b) => {
    const rank = must(rankOf(b.graph, m.value('x')), 'rank');
    const { scale, shift } = batchNormAffine(b, m.node('norm'));
    const product = b.node('Mul', [m.value('x'), b.add(alongAxis(b, scale, rank, 1))]);
    return b.node('Add', [product, b.add(alongAxis(b, shift, rank, 1))]);
  },
});
