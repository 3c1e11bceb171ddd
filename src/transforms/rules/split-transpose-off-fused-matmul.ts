import { wideFloatRefusal } from '../factors';
import { any, defineRule, floatAttr, intAttr, must, op, rankOf, refuse, type ValueId } from '../kit';

export const splitTransposeOffFusedMatmul = defineRule({
  name: 'split-transpose-off-fused-matmul',
  family: 'fusion',
  title: 'A fused product is transposes, a product and a factor again.',
  before: 'com.microsoft.FusedMatMul(a, b) with transA, transB, α',
  after: 'Mul(MatMul(Transpose(a), Transpose(b)), α)',
  conditions: [
    'the batch axes are not turned',
    'the ranks are known',
    'float32 or float64 where there is a factor',
  ],
  algebra: 'the definition of FusedMatMul',
  exactness: 'reals',
  roots: [op('FusedMatMul', [any('a'), any('b')], { domain: 'com.microsoft', name: 'product' })],
  undoes: ['fuse-transpose-into-matmul', 'fuse-factor-into-matmul'],
  check: (m) => {
    const node = m.node('product');
    if (intAttr(node, 'transBatchA', 0) === 1 || intAttr(node, 'transBatchB', 0) === 1) {
      return refuse('the batch axes are turned');
    }
    const known = ['a', 'b'].every((name) => (rankOf(m.graph, m.value(name)) ?? 0) >= 2);
    if (!known || m.dtype('a') === null) return refuse('the ranks are not known');
    return floatAttr(node, 'alpha', 1) === 1 ? null : wideFloatRefusal(m.graph, m.value('a'));
  },
  rewrite: (m, b) => {
    const node = m.node('product');
    const turned = (name: string, flag: string): ValueId => {
      const value = m.value(name);
      if (intAttr(node, flag, 0) === 0) return value;
      const rank = must(rankOf(b.graph, value), 'rank');
      const perm = Array.from({ length: rank }, (_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i));
      return b.transpose(value, perm);
    };
    const product = b.node('MatMul', [turned('a', 'transA'), turned('b', 'transB')]);
    const alpha = floatAttr(node, 'alpha', 1);
    return alpha === 1 ? product : b.node('Mul', [product, b.scalar(must(m.dtype('a'), 'type'), alpha)]);
  },
});
