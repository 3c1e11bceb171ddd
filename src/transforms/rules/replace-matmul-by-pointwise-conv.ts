import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse } from '../kit';
import { reshaped } from '../weights';

export const replaceMatmulByPointwiseConv = defineRule({
  name: 'replace-matmul-by-pointwise-conv',
  family: 'convolution',
  title: 'A constant matrix times each of a stack of matrices is a convolution with a kernel of 1.',
  before: 'MatMul(w, x)',
  after: 'Conv(x, w)',
  conditions: ['w is a constant matrix, x a stack of matrices (rank 3)', 'float32 or float64'],
  algebra: 'Σ_c w[m, c]·x[n, c, p]',
  exactness: 'reals',
  roots: [op('MatMul', [constant('w'), any('x')])],
  undoes: ['replace-pointwise-conv-by-matmul'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (m.constant('w').shape.length !== 2)
      return refuse('the left operand is no matrix', { value: m.value('w') });
    if (rankOf(m.graph, m.value('x')) === 3) return null;
    return refuse('the right operand is no stack of matrices', { value: m.value('x') });
  },
  rewrite: (m, b) => {
    const w = m.constant('w');
    return b.node('Conv', [m.value('x'), b.add(reshaped(b, w, [...w.shape, 1]))], { kernel_shape: [1] });
  },
});
