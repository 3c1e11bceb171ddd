import { fitsInto, lengthOf, reshapeConstant, variedAxis, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, floatAttr, intAttr, maybe, must, op, refuse } from '../kit';

export const moveAddendBehindGemm = defineRule({
  name: 'move-addend-behind-gemm',
  family: 'matmul',
  title: 'A constant row added before a Gemm with constant weights goes into its bias.',
  before: 'Gemm(Add(x, r), w, c)',
  after: 'Gemm(x, w, c + r·w)',
  conditions: [
    'r is one row, as long as the rows of x',
    'weights and bias are constant',
    'x is not transposed, and alpha and beta are 1',
    'float32 or float64: the moved addend can overflow a half',
  ],
  algebra: '(x + 1·r)·w + c = x·w + (c + r·w)',
  exactness: 'reals',
  roots: [
    op('Gemm', [
      op('Add', [any('x'), constant('r')], { commutative: true, shared: true }),
      constant('w'),
      maybe(constant('c')),
    ]),
  ],
  check: (m) => {
    const gemm = m.anchor;
    if (intAttr(gemm, 'transA', 0) === 1) return refuse('its left operand is transposed', { node: gemm.id });
    if (floatAttr(gemm, 'alpha', 1) !== 1 || floatAttr(gemm, 'beta', 1) !== 1) {
      return refuse('alpha or beta is not 1', { node: gemm.id });
    }
    const r = m.constant('r').shape;
    if (variedAxis(r, 2) !== 1 || !fitsInto(r, m.shape('x'))) {
      return refuse('the addend is not one row', { value: m.value('r') });
    }
    return wideFloatRefusal(m.graph, m.output);
  },
  rewrite: (m, b) => {
    const r = m.constant('r');
    const transposed = intAttr(m.anchor, 'transB', 0) === 1;
    const weights = transposed ? b.fold('Transpose', [m.constant('w')], { perm: [1, 0] }) : m.constant('w');
    const row = b.fold('MatMul', [reshapeConstant(b, r, [1, lengthOf(r.shape)]), weights]);
    const flat = reshapeConstant(b, row, [weights.shape[1] ?? 1]);
    const bias = m.find('c') === null ? b.add(flat) : b.folded('Add', [m.constant('c'), flat]);
    return must(b.again(m.anchor, [m.value('x'), m.value('w'), bias])[0], 'output');
  },
});
