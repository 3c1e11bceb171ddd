import { wideFloatRefusal } from '../factors';
import { any, defineRule, maybe, must, op, refuse } from '../kit';
import { keepsConstants, pointwiseRefusal } from '../windows';

export const moveAveragePoolBehindPointwiseConv = defineRule({
  name: 'move-average-pool-behind-pointwise-conv',
  family: 'convolution',
  title: 'A 1×1 convolution can come before an average instead.',
  before: 'Conv1×1(AveragePool(x), w, b)',
  after: 'AveragePool(Conv1×1(x, w, b))',
  conditions: [
    'the convolution is 1×1 with stride 1 and no padding',
    'with a bias: every window averages over what it covers',
    'float32 or float64: a half can overflow where a mean does not',
  ],
  algebra: 'both are linear and work on different axes; the mean of a constant is the constant',
  exactness: 'reals',
  undoes: ['move-average-pool-before-pointwise-conv'],
  roots: [
    op('Conv', [op('AveragePool', [any('x')], { name: 'pool' }), any('w'), maybe(any('b'))], {
      name: 'conv',
    }),
  ],
  check: (m) => {
    const refusal = pointwiseRefusal(m.graph, m.node('conv'), m.value('w'));
    if (refusal !== null) return refusal;
    const axes = (m.shape('w')?.length ?? 2) - 2;
    return m.find('b') !== null && !keepsConstants(m.node('pool'), axes)
      ? refuse('the pool counts padding, which the bias would reach', { node: m.node('pool').id })
      : wideFloatRefusal(m.graph, m.output);
  },
  rewrite: (m, b) => {
    const conv = m.node('conv');
    const made = must(b.again(conv, [m.value('x'), ...conv.inputs.slice(1)])[0], 'output');
    return must(b.again(m.node('pool'), [made])[0], 'output');
  },
});
