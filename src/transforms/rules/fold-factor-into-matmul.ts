import { dividesBy, lengthOf, movedFactorRefusal, reshapeConstant, variedAxis } from '../factors';
import { any, constant, defineRule, op, rankOf, refuse } from '../kit';

export const foldFactorIntoMatmul = defineRule({
  name: 'fold-factor-into-matmul',
  family: 'matmul',
  title: 'A constant factor or divisor behind a MatMul goes into its weights.',
  before: 'Mul(MatMul(x, w), s), Div(MatMul(x, w), s)',
  after: 'MatMul(x, w·s), MatMul(x, w/s)',
  conditions: [
    'the weights are a constant matrix or stack of matrices',
    's is one number, or one per column',
    'float32 or float64: integer division truncates, and float16 could overflow',
  ],
  algebra: '(x·w)[i, j]·s[j] = (x·(w·diag(s)))[i, j]',
  exactness: 'reals',
  roots: [
    op(['Mul', 'Div'], [op('MatMul', [any('x'), constant('w')], { name: 'product' }), constant('s')], {
      commutative: true,
    }),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const rank = rankOf(m.graph, m.node('product').outputs[0]);
    if (rank === null || m.constant('w').shape.length < 2 || rank < 2) {
      return refuse('an operand is a vector', { node: m.node('product').id });
    }
    const axis = variedAxis(m.constant('s').shape, rank);
    if (axis !== null && axis !== rank - 1) {
      return refuse('the factor is not one number or one per column', { value: m.value('s') });
    }
    if (m.constant('s').shape.length > rank) return refuse('the factor adds axes', { value: m.value('s') });
    return movedFactorRefusal(m.graph, m.anchor, m.value('s'), m.value('x'));
  },
  rewrite: (m, b) => {
    const factor = reshapeConstant(b, m.constant('s'), [lengthOf(m.constant('s').shape)]);
    const weights = b.folded(m.anchor.op, [m.constant('w'), factor]);
    return b.node('MatMul', [m.value('x'), weights], {}, { like: m.node('product') });
  },
});
