import { arithmeticRefusal } from '../arithmetic';
import { convLike, convOf, hasNoPads, hasUnitStrides, isPointwise } from '../convolution';
import { any, defineRule, maybe, op, refuse } from '../kit';

export const moveGlobalAveragePoolAfterConv = defineRule({
  name: 'move-global-average-pool-after-conv',
  family: 'convolution',
  title:
    'A 1×1 convolution of channel means is the mean of the convolution, which can then meet its neighbours.',
  before: 'Conv(GlobalAveragePool(x), w, b)',
  after: 'GlobalAveragePool(Conv(x, w, b))',
  conditions: ['the kernel is 1×1 with stride 1 and no padding', 'float32 or float64'],
  algebra: 'w·mean(x) + b = mean(w·x + b)',
  exactness: 'reals',
  roots: [op('Conv', [op('GlobalAveragePool', [any('x')]), any('w'), maybe(any('b'))], { name: 'conv' })],
  undoes: ['move-global-pool-before-pointwise-conv'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const conv = convOf(m.graph, m.node('conv'));
    if (conv === null) return refuse('the padding is not known');
    if (!isPointwise(conv)) return refuse('the kernel is larger than 1');
    if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
    return hasNoPads(conv) ? null : refuse('the convolution pads');
  },
  rewrite: (m, b) =>
    b.node('GlobalAveragePool', [convLike(b, m.node('conv'), m.value('x'), m.value('w'), m.find('b'))]),
});
