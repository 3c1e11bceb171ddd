import { dividesBy, fitsInto, lengthOf, movedFactorRefusal, reshapeConstant, variedAxis } from '../factors';
import { any, constant, defineRule, op, rankOf, refuse } from '../kit';

export const foldPrecedingFactorIntoMatmul = defineRule({
  name: 'fold-preceding-factor-into-matmul',
  family: 'matmul',
  title: 'A constant factor or divisor before a MatMul goes into its weights.',
  before: 'MatMul(Mul(x, s), w), MatMul(Div(x, s), w)',
  after: 'MatMul(x, s·w), MatMul(x, w/s)',
  conditions: [
    'the weights are a constant matrix or stack of matrices',
    's is one number, or one per row of the weights, and does not enlarge x',
    'float32 or float64: integer division truncates, and float16 could overflow',
  ],
  algebra: '(x·diag(s))·w = x·(diag(s)·w)',
  exactness: 'reals',
  roots: [
    op('MatMul', [
      op(['Mul', 'Div'], [any('x'), constant('s')], { commutative: true, name: 'scale', shared: true }),
      constant('w'),
    ]),
  ],
  check: (m) => {
    if (!dividesBy(m.node('scale'), m.value('s'))) {
      return refuse('the constant is divided', { node: m.node('scale').id });
    }
    const rank = rankOf(m.graph, m.value('x'));
    if (rank === null || rank < 2 || m.constant('w').shape.length < 2) {
      return refuse('an operand is a vector', { node: m.anchor.id });
    }
    const axis = variedAxis(m.constant('s').shape, rank);
    if ((axis !== null && axis !== rank - 1) || !fitsInto(m.constant('s').shape, m.shape('x'))) {
      return refuse('the factor is not one number or one per row of the weights', { value: m.value('s') });
    }
    return movedFactorRefusal(m.graph, m.node('scale'), m.value('s'), m.value('x'));
  },
  rewrite: (m, b) => {
    const factor = reshapeConstant(b, m.constant('s'), [lengthOf(m.constant('s').shape), 1]);
    return b.node('MatMul', [m.value('x'), b.folded(m.node('scale').op, [m.constant('w'), factor])]);
  },
});
