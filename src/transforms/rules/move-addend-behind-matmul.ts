import { fitsInto, lengthOf, reshapeConstant, variedAxis, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, op, rankOf, refuse } from '../kit';

export const moveAddendBehindMatmul = defineRule({
  name: 'move-addend-behind-matmul',
  family: 'matmul',
  title: 'A constant row added before a MatMul with constant weights can be added behind it.',
  before: 'MatMul(Add(x, c), w)',
  after: 'Add(MatMul(x, w), c·w)',
  conditions: [
    'c is one row, as long as the rows of x',
    'the weights are a constant matrix',
    'float32 or float64: the moved addend can overflow a half',
  ],
  algebra: '(x + 1·c)·w = x·w + 1·(c·w)',
  exactness: 'reals',
  roots: [
    op('MatMul', [op('Add', [any('x'), constant('c')], { commutative: true, shared: true }), constant('w')]),
  ],
  check: (m) => {
    const rank = rankOf(m.graph, m.value('x'));
    const [c, w] = [m.constant('c').shape, m.constant('w').shape];
    if (rank === null || rank < 2 || w.length !== 2) {
      return refuse('the weights are not a matrix', { value: m.value('w') });
    }
    if (variedAxis(c, rank) !== rank - 1 || lengthOf(c) !== w[0] || !fitsInto(c, m.shape('x'))) {
      return refuse('the addend is not one row', { value: m.value('c') });
    }
    return wideFloatRefusal(m.graph, m.output);
  },
  rewrite: (m, b) => {
    const [c, w] = [m.constant('c'), m.constant('w')];
    const row = b.fold('MatMul', [reshapeConstant(b, c, [1, lengthOf(c.shape)]), w]);
    const product = b.node('MatMul', [m.value('x'), m.value('w')]);
    return b.node('Add', [product, b.add(reshapeConstant(b, row, [w.shape[1] ?? 1]))]);
  },
});
