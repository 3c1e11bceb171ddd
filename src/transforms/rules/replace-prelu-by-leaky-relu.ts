import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, float, must, op, rankOf, refuse, scalar } from '../kit';

export const replacePreluByLeakyRelu = defineRule({
  name: 'replace-prelu-by-leaky-relu',
  family: 'elementwise',
  title: 'A PRelu with one constant slope is a LeakyRelu.',
  before: 'PRelu(x, α)',
  after: 'LeakyRelu(x, α)',
  conditions: ['the slope is one constant number that adds no axes', 'float32'],
  algebra: 'x for x ≥ 0, α·x below',
  exactness: 'bits',
  roots: [op('PRelu', [any('x'), constant('slope')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    // The attribute is a float32, whatever the type of the data.
    if (m.dtype('x') !== 'float32') return refuse('the slope would be rounded to float32');
    if (scalar(m.graph, m.value('slope')) === null) return refuse('the slope is not one number');
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('slope').shape.length <= rank) return null;
    return refuse('the slope may add axes', { value: m.value('slope') });
  },
  rewrite: (m, b) => {
    const alpha = must(scalar(b.graph, m.value('slope')), 'slope');
    return b.node('LeakyRelu', [m.value('x')], { alpha: float(alpha) });
  },
});
