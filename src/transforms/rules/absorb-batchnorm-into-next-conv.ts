import { arithmeticRefusal } from '../arithmetic';
import { batchNormAffine, batchNormRefusal } from '../batchNorm';
import { convLike, convOf, hasNoPads, scaledChannels, shiftOfFilters } from '../convolution';
import { any, constant, defineRule, maybe, op, refuse } from '../kit';
import { plus } from '../weights';

export const absorbBatchnormIntoNextConv = defineRule({
  name: 'absorb-batchnorm-into-next-conv',
  family: 'convolution',
  title: 'A normalization with fixed statistics goes into the convolution that follows it.',
  before: 'Conv(BatchNormalization(x, γ, β, μ, σ²), w, b)',
  after: 'Conv(x, w·s, b + Σ w·t), s = γ/√(σ² + ε), t = β − μ·s',
  conditions: [
    'the convolution has no padding (which stands for zeros after the normalization)',
    'weights, bias and statistics are constant, float32 or float64',
    'the normalization is per channel, in inference mode, and gives nothing else',
  ],
  algebra: 'w∗(s·x + t) + b = (w·s)∗x + (b + Σ w·t) where every window lies inside',
  exactness: 'reals',
  roots: [
    op(
      'Conv',
      [
        op('BatchNormalization', [any('x')], { name: 'norm', rest: 'statistics' }),
        constant('w'),
        maybe(constant('b')),
      ],
      { name: 'conv' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output) ?? batchNormRefusal(m.graph, m.node('norm'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    return hasNoPads(conv) ? null : refuse('the convolution pads', { node: m.node('conv').id });
  },
  rewrite: (m, b) => {
    const node = m.node('conv');
    const { scale, shift } = batchNormAffine(b, m.node('norm'));
    const w = m.constant('w');
    const added = shiftOfFilters(b, node, w, shift);
    const bias = m.find('b') === null ? added : plus(b, m.constant('b'), added);
    return convLike(b, node, m.value('x'), scaledChannels(b, node, w, scale), bias);
  },
});
