import { arithmeticRefusal } from '../arithmetic';
import { convOf, hasNoPads } from '../convolution';
import { any, constant, defineRule, maybe, must, op, refuse, staticShape } from '../kit';
import { reshaped } from '../weights';

export const replacePointwiseConvByGemm = defineRule({
  name: 'replace-pointwise-conv-by-gemm',
  family: 'convolution',
  title: 'A convolution whose window is the whole map is a dense layer.',
  before: 'Conv(x, w, b), x [N, C, k…]',
  after: 'Reshape(Gemm(Reshape(x), wᵀ, b))',
  conditions: [
    'the kernel is as large as the map, without padding; one group',
    'the shape of x is known; weights and bias are constant, float32 or float64',
  ],
  algebra: 'y[n, m] = Σ_c,p w[m, c, p]·x[n, c, p] + b[m]',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  undoes: ['replace-gemm-by-pointwise-conv'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null || !hasNoPads(conv)) return refuse('there may be padding');
    if (conv.group !== 1) return refuse('the convolution is grouped');
    const shape = staticShape(m.graph, conv.x);
    if (shape === null) return refuse('the shape of the input is not known', { value: conv.x });
    const covers = conv.kernel.every((k, i) => k === shape[i + 2] && (k === 1 || conv.dilations[i] === 1));
    return covers ? null : refuse('the window does not cover the map');
  },
  rewrite: (m, b) => {
    const [batch = 1, ...rest] = must(staticShape(b.graph, m.value('x')), 'shape');
    const w = m.constant('w');
    const filters = w.shape[0] ?? 1;
    const width = rest.reduce((n, size) => n * size, 1);
    const operands = [b.reshape(m.value('x'), [batch, width]), b.add(reshaped(b, w, [filters, width]))];
    const bias = m.find('b');
    // Before opset 11 a Gemm has to be given what it adds.
    const added = bias ?? (b.opset < 11 ? b.scalar(w.dtype, 0) : null);
    const dense = b.node('Gemm', added === null ? operands : [...operands, added], { transB: 1 });
    return b.reshape(dense, [batch, filters, ...rest.slice(1).map(() => 1)]);
  },
});
