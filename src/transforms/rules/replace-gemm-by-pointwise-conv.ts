import { arithmeticRefusal } from '../arithmetic';
import { gemmWidth } from '../gemm';
import { any, constant, defineRule, floatAttr, intAttr, maybe, must, op, refuse } from '../kit';
import { asVector, reshaped, scalarLike, times, transposed, variesOnlyAlong } from '../weights';

export const replaceGemmByPointwiseConv = defineRule({
  name: 'replace-gemm-by-pointwise-conv',
  family: 'convolution',
  title: 'A dense layer is a 1×1 convolution of a map of one place.',
  before: 'Gemm(x, w, b)',
  after: 'Squeeze(Conv(Unsqueeze(x), wᵀ, b))',
  conditions: [
    'the left matrix is not transposed',
    'weights and bias are constant, float32 or float64; the bias does not differ between rows',
  ],
  algebra: 'α·x·w + β·b, one filter for each column of w',
  exactness: 'reals',
  roots: [op('Gemm', [any('x'), constant('w'), maybe(constant('b'))], { name: 'gemm' })],
  undoes: ['replace-pointwise-conv-by-gemm'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const gemm = m.node('gemm');
    if (intAttr(gemm, 'transA', 0) === 1) return refuse('the left matrix is transposed');
    const width = gemmWidth(m.graph, gemm);
    if (width === null) return refuse('the shape of the weights is not known');
    if (m.find('b') === null || variesOnlyAlong(m.constant('b').shape, 2, 1, width)) return null;
    return refuse('the bias differs between rows', { value: m.value('b') });
  },
  rewrite: (m, b) => {
    const gemm = m.node('gemm');
    const width = must(gemmWidth(b.graph, gemm), 'width');
    const [alpha, beta] = [floatAttr(gemm, 'alpha', 1), floatAttr(gemm, 'beta', 1)];
    let weights = m.constant('w');
    if (intAttr(gemm, 'transB', 0) === 0) weights = transposed(b, weights, [1, 0]);
    if (alpha !== 1) weights = times(b, weights, scalarLike(weights, alpha));
    const operands = [
      b.unsqueeze(m.value('x'), [2, 3]),
      b.add(reshaped(b, weights, [...weights.shape, 1, 1])),
    ];
    if (m.find('b') !== null) {
      const bias = asVector(b, m.constant('b'), width);
      operands.push(b.add(beta === 1 ? bias : times(b, bias, scalarLike(bias, beta))));
    }
    return b.squeeze(b.node('Conv', operands, { kernel_shape: [1, 1] }), [2, 3]);
  },
});
