import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, floatAttr, must, op, refuse } from '../kit';

const slope = (m: { readonly anchor: Parameters<typeof floatAttr>[0] }): number =>
  floatAttr(m.anchor, 'alpha', 0.01);

export const lowerLeakyRelu = defineRule({
  name: 'lower-leaky-relu',
  family: 'elementwise',
  title: 'A LeakyRelu that does not steepen is the larger of a value and its multiple.',
  before: 'LeakyRelu(x), slope α',
  after: 'Max(x, α·x)',
  conditions: ['0 < α ≤ 1 (0 · ∞ is no number)', 'float32 or float64, opset 8 or later'],
  algebra: 'α·x ≤ x for x ≥ 0, and α·x ≥ x below, where 0 ≤ α ≤ 1',
  exactness: 'bits',
  roots: [op('LeakyRelu', [any('x')])],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 8) return refuse('Max does not broadcast before opset 8');
    return slope(m) > 0 && slope(m) <= 1 ? null : refuse('the slope is not between 0 and 1');
  },
  rewrite: (m, b) => {
    const x = m.value('x');
    const multiple = b.node('Mul', [x, b.scalar(must(m.dtype('x'), 'type'), slope(m))]);
    return b.node('Max', [x, multiple]);
  },
});
