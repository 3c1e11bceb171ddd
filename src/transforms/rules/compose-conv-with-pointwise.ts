import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convAttrs, convLike, convOf, hasNoPads, isPointwise } from '../convolution';
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
import { plus, reshaped } from '../weights';

function pair(m: Match): { first: Conv; second: Conv } | Refusal {
  const [first, second] = [convOf(m.graph, m.node('first')), convOf(m.graph, m.node('second'))];
  if (first === null || second === null) return refuse('the padding is not known');
  if (!isPointwise(second)) return refuse('the second kernel is larger than 1', { node: second.node.id });
  if (!hasNoPads(second)) return refuse('the second convolution pads', { node: second.node.id });
  for (const conv of [first, second]) {
    if (conv.group !== 1) return refuse('a convolution is grouped', { node: conv.node.id });
  }
  const [middle, out] = [staticShape(m.graph, m.node('first').outputs[0]), staticShape(m.graph, m.output)];
  if (middle === null || out === null) return refuse('the size of the map is not known');
  // Multiply-adds before and after.
  const taps = first.kernel.reduce((n, k) => n * k, first.channels);
  const before = elementCount(middle) * taps + elementCount(out) * second.channels;
  const after = elementCount(out) * taps;
  return after < before ? { first, second } : refuse('it would be more work');
}

export const composeConvWithPointwise = defineRule({
  name: 'compose-conv-with-pointwise',
  family: 'convolution',
  title: 'A convolution followed by a 1×1 convolution is one convolution, where that is less work.',
  before: 'Conv(Conv(x, w1, b1), w2, b2), w2 1×1',
  after: 'Conv(x, w2·w1, w2·b1 + b2)',
  conditions: [
    'the second kernel is 1×1 without padding; one group each',
    'weights and biases are constant, float32 or float64',
    'the size of the map is known, and the result takes fewer multiply-adds',
  ],
  algebra: 'w2·(w1∗x + b1) + b2 = (w2·w1)∗x + (w2·b1 + b2)',
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
    const [w1, w2] = [m.constant('w1'), m.constant('w2')];
    const mix = reshaped(b, w2, [second.filters, second.channels]);
    const [filters = 0, ...window] = w1.shape;
    const taps = reshaped(b, w1, [filters, elementCount(window)]);
    const weights = reshaped(b, b.fold('MatMul', [mix, taps]), [second.filters, ...window]);
    const moved = m.find('b1') === null ? null : b.fold('MatMul', [mix, m.constant('b1')]);
    const own = m.find('b2') === null ? null : m.constant('b2');
    const bias = moved === null ? own : own === null ? moved : plus(b, moved, own);
    const strides = first.strides.map((s, i) => s * (second.strides[i] ?? 1));
    const attrs = { ...convAttrs({ ...first, strides }), auto_pad: undefined };
    return convLike(b, first.node, first.x, weights, bias, attrs);
  },
});
