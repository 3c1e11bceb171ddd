import { dividesBy, fitsInto, lengthOf, movedFactorRefusal, reshapeConstant, variedAxis } from '../factors';
import { any, constant, defineRule, intAttr, must, op, rankOf, refuse } from '../kit';

export const foldPrecedingFactorIntoGemm = defineRule({
  name: 'fold-preceding-factor-into-gemm',
  family: 'matmul',
  title: 'A constant factor or divisor before a Gemm goes into its weights.',
  before: 'Gemm(Mul(x, s), w, c), Gemm(Div(x, s), w, c)',
  after: 'Gemm(x, s·w, c), Gemm(x, w/s, c)',
  conditions: [
    'the weights are constant',
    's is one number, or one per feature of x, and does not enlarge x',
    'float32 or float64: integer division truncates, and float16 could overflow',
  ],
  algebra: 'α·(x·diag(s))·w + β·c = α·x·(diag(s)·w) + β·c',
  exactness: 'reals',
  roots: [
    op(
      'Gemm',
      [
        op(['Mul', 'Div'], [any('x'), constant('s')], { commutative: true, name: 'scale', shared: true }),
        constant('w'),
      ],
      { rest: 'bias' },
    ),
  ],
  check: (m) => {
    if (!dividesBy(m.node('scale'), m.value('s'))) {
      return refuse('the constant is divided', { node: m.node('scale').id });
    }
    if (rankOf(m.graph, m.value('x')) !== 2) return refuse('x is no matrix', { value: m.value('x') });
    const features = intAttr(m.anchor, 'transA', 0) === 1 ? 0 : 1;
    const axis = variedAxis(m.constant('s').shape, 2);
    if ((axis !== null && axis !== features) || !fitsInto(m.constant('s').shape, m.shape('x'))) {
      return refuse('the factor is not one number or one per feature', { value: m.value('s') });
    }
    return movedFactorRefusal(m.graph, m.node('scale'), m.value('s'), m.value('x'));
  },
  rewrite: (m, b) => {
    const s = m.constant('s');
    const count = lengthOf(s.shape);
    const transposed = intAttr(m.anchor, 'transB', 0) === 1;
    const factor = reshapeConstant(b, s, transposed ? [count] : [count, 1]);
    const weights = b.folded(m.node('scale').op, [m.constant('w'), factor]);
    return must(b.again(m.anchor, [m.value('x'), weights, ...m.anchor.inputs.slice(2)])[0], 'output');
  },
});
