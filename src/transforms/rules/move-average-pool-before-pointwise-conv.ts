import { wideFloatRefusal } from '../factors';
import { any, defineRule, maybe, must, op, refuse } from '../kit';
import { keepsConstants, pointwiseRefusal } from '../windows';

export const moveAveragePoolBeforePointwiseConv = defineRule({
  name: 'move-average-pool-before-pointwise-conv',
  family: 'convolution',
  title: 'Averaging before a 1×1 convolution leaves it fewer places to compute.',
  before: 'AveragePool(Conv1×1(x, w, b))',
  after: 'Conv1×1(AveragePool(x), w, b)',
  conditions: [
    'the convolution is 1×1 with stride 1 and no padding',
    'float32 or float64',
    'with a bias: every window averages over what it covers (count_include_pad 0, or no padding and no rounding up)',
  ],
  algebra: 'both are linear and work on different axes; the mean of a constant is the constant',
  exactness: 'reals',
  undoes: ['move-average-pool-behind-pointwise-conv'],
  roots: [
    op('AveragePool', [op('Conv', [any('x'), any('w'), maybe(any('b'))], { name: 'conv' })], {
      name: 'pool',
    }),
  ],
  check: (m) => {
    const refusal =
      wideFloatRefusal(m.graph, m.value('x')) ?? pointwiseRefusal(m.graph, m.node('conv'), m.value('w'));
    if (refusal !== null) return refusal;
    const axes = (m.shape('w')?.length ?? 2) - 2;
    return m.find('b') !== null && !keepsConstants(m.node('pool'), axes)
      ? refuse('the pool counts padding, which the bias would reach', { node: m.node('pool').id })
      : null;
  },
  rewrite: (m, b) => {
    const pooled = must(b.again(m.node('pool'), [m.value('x')])[0], 'output');
    const conv = m.node('conv');
    return must(b.again(conv, [pooled, ...conv.inputs.slice(1)])[0], 'output');
  },
});
