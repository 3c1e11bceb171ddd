import { dividesBy, lengthOf, movedFactorRefusal, reshapeConstant, variedAxis } from '../factors';
import { any, constant, defineRule, intAttr, maybe, must, op, refuse } from '../kit';

export const foldFactorIntoGemm = defineRule({
  name: 'fold-factor-into-gemm',
  family: 'matmul',
  title: 'A constant factor or divisor behind a Gemm goes into its weights and bias.',
  before: 'Mul(Gemm(x, w, c), s), Div(Gemm(x, w, c), s)',
  after: 'Gemm(x, w·s, c·s)',
  conditions: [
    'weights and bias are constant',
    's is one number, or one per column',
    'the bias does not vary by row unless s is one number',
    'float32 or float64',
  ],
  algebra: '(α·x·w + β·c)·diag(s) = α·x·(w·diag(s)) + β·(c·diag(s))',
  exactness: 'reals',
  roots: [
    op(
      ['Mul', 'Div'],
      [op('Gemm', [any('x'), constant('w'), maybe(constant('c'))], { name: 'gemm' }), constant('s')],
      { commutative: true },
    ),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const axis = variedAxis(m.constant('s').shape, 2);
    if (axis !== null && axis !== 1) {
      return refuse('the factor is not one number or one per column', { value: m.value('s') });
    }
    if (m.constant('s').shape.length > 2) return refuse('the factor adds axes', { value: m.value('s') });
    const c = m.find('c');
    const rows = c === null ? 1 : (m.constant('c').shape.at(-2) ?? 1);
    if (axis === 1 && rows !== 1) return refuse('the bias varies by row', { value: must(c, 'c') });
    return movedFactorRefusal(m.graph, m.anchor, m.value('s'), m.value('x'));
  },
  rewrite: (m, b) => {
    const gemm = m.node('gemm');
    const s = m.constant('s');
    const count = lengthOf(s.shape);
    const transposed = intAttr(gemm, 'transB', 0) === 1;
    const factor = reshapeConstant(b, s, transposed ? [count, 1] : [count]);
    const inputs = [m.value('x'), b.folded(m.anchor.op, [m.constant('w'), factor])];
    if (m.find('c') !== null) {
      inputs.push(b.folded(m.anchor.op, [m.constant('c'), reshapeConstant(b, s, [count])]));
    }
    return must(b.again(gemm, inputs)[0], 'output');
  },
});
