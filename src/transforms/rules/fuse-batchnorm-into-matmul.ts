import { arithmeticRefusal } from '../arithmetic';
import { batchNormAffine, batchNormRefusal } from '../batchNorm';
import { any, constant, defineRule, op, rankOf, refuse } from '../kit';
import { times } from '../weights';

export const fuseBatchnormIntoMatmul = defineRule({
  name: 'fuse-batchnorm-into-matmul',
  family: 'convolution',
  title: 'A normalization with fixed statistics scales the matrix before it and leaves a shift.',
  before: 'BatchNormalization(MatMul(x, w), γ, β, μ, σ²)',
  after: 'Add(MatMul(x, w·s), β − μ·s), s = γ/√(σ² + ε)',
  conditions: [
    'x and w are matrices: the columns are the channels',
    'weights and statistics are constant, float32 or float64',
    'the normalization is in inference mode and gives nothing else',
  ],
  algebra: 's·(x·w) + t = x·(s·w) + t',
  exactness: 'reals',
  roots: [
    op('BatchNormalization', [op('MatMul', [any('x'), constant('w')])], { name: 'norm', rest: 'statistics' }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.node('norm'));
    if (refusal !== null) return refusal;
    for (const name of ['x', 'w']) {
      const value = m.value(name);
      if (rankOf(m.graph, value) !== 2) return refuse('not a product of two matrices', { value });
    }
    return null;
  },
  rewrite: (m, b) => {
    const { scale, shift } = batchNormAffine(b, m.node('norm'));
    const product = b.node('MatMul', [m.value('x'), b.add(times(b, m.constant('w'), scale))]);
    return b.node('Add', [product, b.add(shift)]);
  },
});
