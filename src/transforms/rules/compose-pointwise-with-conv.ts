import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convLike, convOf, hasNoPads, hasUnitStrides, isPointwise } from '../convolution';
import {
  any,
  constant,
  defineRule,
  elementCount,
  type Match,
  maybe,
  op,
  type Refusal,
  refuse,
  staticShape,
} from '../kit';
import { plus, reshaped, summed, times, transposed } from '../weights';

function pair(m: Match): { first: Conv; second: Conv } | Refusal {
  const [first, second] = [convOf(m.graph, m.node('first')), convOf(m.graph, m.node('second'))];
  if (first === null || second === null) return refuse('the padding is not known');
  if (!isPointwise(first)) return refuse('the first kernel is larger than 1', { node: first.node.id });
  if (!hasUnitStrides(first)) return refuse('the stride of the first is not 1', { node: first.node.id });
  if (!hasNoPads(first)) return refuse('the first convolution pads', { node: first.node.id });
  for (const conv of [first, second]) {
    if (conv.group !== 1) return refuse('a convolution is grouped', { node: conv.node.id });
  }
  if (first.bias !== null && !hasNoPads(second)) {
    return refuse('the second convolution pads a biased result', { node: second.node.id });
  }
  const [middle, out] = [staticShape(m.graph, m.node('first').outputs[0]), staticShape(m.graph, m.output)];
  if (middle === null || out === null) return refuse('the size of the map is not known');
  // Multiply-adds before and after.
  const places = second.kernel.reduce((n, k) => n * k, 1);
  const before = elementCount(middle) * first.channels + elementCount(out) * second.channels * places;
  const after = elementCount(out) * first.channels * places;
  return after < before ? { first, second } : refuse('it would be more work');
}

export const composePointwiseWithConv = defineRule({
  name: 'compose-pointwise-with-conv',
  family: 'convolution',
  title: 'A 1×1 convolution followed by a convolution is one convolution, where that is less work.',
  before: 'Conv(Conv(x, w1, b1), w2, b2), w1 1×1',
  after: 'Conv(x, w2·w1, Σ w2·b1 + b2)',
  conditions: [
    'the first kernel is 1×1 with stride 1 and no padding; one group each',
    'the second convolution has no padding, or the first no bias (padding stands for zeros after the bias)',
    'weights and biases are constant, float32 or float64',
    'the size of the map is known, and the result takes fewer multiply-adds',
  ],
  algebra: 'w2∗(w1·x + b1) + b2 = (w2·w1)∗x + (Σ w2·b1 + b2)',
  exactness: 'reals',
  roots: [
    op(
      'Conv',
      [
        op('Conv', [any('x'), constant('w1'), maybe(constant('b1'))], { name: 'first' }),
        constant('w2'),
        maybe(constant('b2')),
      ],
      { name: 'second' },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const convs = pair(m);
    return 'reason' in convs ? convs : null;
  },
  rewrite: (m, b) => {
    const convs = pair(m);
    if ('reason' in convs) return m.output;
    const { first, second } = convs;
    const w2 = m.constant('w2');
    const places = second.kernel.reduce((n, k) => n * k, 1);
    // [filters, middle, places] → [filters, places, middle] · [middle, channels] → [filters, channels, places].
    const taps = transposed(b, reshaped(b, w2, [second.filters, second.channels, places]), [0, 2, 1]);
    const mixed = b.fold('MatMul', [taps, reshaped(b, m.constant('w1'), [first.filters, first.channels])]);
    const weights = reshaped(b, transposed(b, mixed, [0, 2, 1]), [
      second.filters,
      first.channels,
      ...second.kernel,
    ]);
    const own = m.find('b2') === null ? null : m.constant('b2');
    let bias = own;
    if (m.find('b1') !== null) {
      const rows = reshaped(b, w2, [second.filters, second.channels, places]);
      const shift = times(b, rows, reshaped(b, m.constant('b1'), [1, second.channels, 1]));
      const moved = summed(b, shift, [1, 2]);
      bias = own === null ? moved : plus(b, moved, own);
    }
    return convLike(b, second.node, first.x, weights, bias);
  },
});
