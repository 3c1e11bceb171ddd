import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convLike, convOf, hasUnitStrides } from '../convolution';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { filled, plus, reshaped, zeroPadded } from '../weights';

/** The tap of each spatial axis that reads the input at the output's own place; null where the window has none. */
function centre(conv: Conv): readonly number[] | null {
  const taps: number[] = [];
  for (const [i, kernel] of conv.kernel.entries()) {
    const dilation = conv.dilations[i] ?? 1;
    const [begin, end] = [conv.pads[i] ?? 0, conv.pads[i + conv.spatial] ?? 0];
    const tap = begin / dilation;
    if (!Number.isInteger(tap) || tap >= kernel || begin + end !== (kernel - 1) * dilation) return null;
    taps.push(tap);
  }
  return taps;
}

export const absorbResidualIntoConv = defineRule({
  name: 'absorb-residual-into-conv',
  family: 'convolution',
  title:
    'Adding the input to its own convolution adds 1 to the weights that look at the same place and channel.',
  before: 'Add(Conv(x, w, b), x)',
  after: 'Conv(x, w + I, b)',
  conditions: [
    'stride 1, one group, as many filters as channels, and output of the size of the input',
    'w is constant, float32 or float64; opset 9 or later',
  ],
  algebra: 'w∗x + x = (w + I)∗x, I the kernel that copies',
  exactness: 'reals',
  roots: [
    op('Add', [op('Conv', [any('x'), constant('w'), maybe(any('b'))], { name: 'conv' }), any('x')], {
      commutative: true,
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 9) return refuse('there is no EyeLike before opset 9');
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (conv.group !== 1) return refuse('the convolution is grouped');
    if (conv.filters !== conv.channels) return refuse('there are not as many filters as channels');
    if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
    return centre(conv) === null ? refuse('the output is not of the size of the input') : null;
  },
  rewrite: (m, b) => {
    const conv = must(convOf(b.graph, m.node('conv')), 'convolution');
    const taps = must(centre(conv), 'centre');
    const w = m.constant('w');
    const size = conv.filters;
    const eye = b.fold('EyeLike', [filled(b, w.dtype, [size, size], 0)]);
    const point = reshaped(b, eye, [size, size, ...taps.map(() => 1)]);
    const after = taps.map((tap, i) => (conv.kernel[i] ?? 1) - 1 - tap);
    const copy = zeroPadded(b, point, [0, 0, ...taps, 0, 0, ...after]);
    return convLike(b, conv.node, conv.x, plus(b, w, copy), conv.bias);
  },
});
