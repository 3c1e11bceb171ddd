import { wideFloatRefusal } from '../factors';
import { any, defineRule, maybe, must, op } from '../kit';
import { pointwiseRefusal } from '../windows';

export const moveGlobalPoolBeforePointwiseConv = defineRule({
  name: 'move-global-pool-before-pointwise-conv',
  family: 'convolution',
  title: 'Averaging everything before a 1×1 convolution leaves it one place to compute.',
  before: 'GlobalAveragePool(Conv1×1(x, w, b))',
  after: 'Conv1×1(GlobalAveragePool(x), w, b)',
  conditions: ['the convolution is 1×1 with stride 1 and no padding', 'float32 or float64'],
  algebra: 'both are linear and work on different axes; the mean of a constant is the constant',
  exactness: 'reals',
  undoes: ['move-global-average-pool-after-conv'],
  roots: [
    op('GlobalAveragePool', [op('Conv', [any('x'), any('w'), maybe(any('b'))], { name: 'conv' })], {
      name: 'pool',
    }),
  ],
  check: (m) =>
    wideFloatRefusal(m.graph, m.value('x')) ?? pointwiseRefusal(m.graph, m.node('conv'), m.value('w')),
  rewrite: (m, b) => {
    const pooled = must(b.again(m.node('pool'), [m.value('x')])[0], 'output');
    const conv = m.node('conv');
    return must(b.again(conv, [pooled, ...conv.inputs.slice(1)])[0], 'output');
  },
});
