import { arithmeticRefusal } from '../arithmetic';
import { convOf, hasNoPads, hasUnitStrides, isPointwise } from '../convolution';
import { any, constant, defineRule, maybe, must, op, refuse, staticShape } from '../kit';
import { reshaped } from '../weights';

export const replacePointwiseConvByMatmul = defineRule({
  name: 'replace-pointwise-conv-by-matmul',
  family: 'convolution',
  title: 'A 1×1 convolution is a matrix product over the channels.',
  before: 'Conv(x, w, b)',
  after: 'Reshape(Add(MatMul(w, Reshape(x)), b))',
  conditions: [
    'the kernel is 1×1 with stride 1, no padding and one group',
    'the shape of x is known; weights and bias are constant, float32 or float64',
  ],
  algebra: 'y[n, m, p] = Σ_c w[m, c]·x[n, c, p] + b[m]',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  undoes: ['replace-matmul-by-pointwise-conv'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (!isPointwise(conv)) return refuse('the kernel is larger than 1');
    if (conv.group !== 1) return refuse('the convolution is grouped');
    if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
    if (!hasNoPads(conv)) return refuse('the convolution pads');
    const shape = staticShape(m.graph, conv.x);
    if (shape === null) return refuse('the shape of the input is not known', { value: conv.x });
    return shape.includes(0) ? refuse('the input is empty', { value: conv.x }) : null;
  },
  rewrite: (m, b) => {
    const shape = must(staticShape(b.graph, m.value('x')), 'shape');
    const [batch = 1, channels = 1, ...sizes] = shape;
    const w = m.constant('w');
    const filters = w.shape[0] ?? 1;
    const places = sizes.reduce((n, size) => n * size, 1);
    const flat = sizes.length === 1 ? m.value('x') : b.reshape(m.value('x'), [batch, channels, places]);
    const product = b.node('MatMul', [b.add(reshaped(b, w, [filters, channels])), flat]);
    const sum =
      m.find('b') === null
        ? product
        : b.node('Add', [product, b.add(reshaped(b, m.constant('b'), [filters, 1]))]);
    return sizes.length === 1 ? sum : b.reshape(sum, [batch, filters, ...sizes]);
  },
});
