import { arithmeticRefusal } from '../arithmetic';
import { clipBounds, isUnbounded } from '../clipBounds';
import { any, defineRule, op, refuse } from '../kit';

export const replaceClipByRelu = defineRule({
  name: 'replace-clip-by-relu',
  family: 'elementwise',
  title: 'A Clip from 0 without an upper bound is a Relu.',
  before: 'Clip(x, 0)',
  after: 'Relu(x)',
  conditions: [
    'the lower bound is 0, the upper one left out or the largest number',
    'float32 or float64; of x = ∞ a Clip makes the largest number, a Relu leaves it',
  ],
  algebra: 'min(max(x, 0), ∞) = max(x, 0)',
  exactness: 'bits',
  roots: [op('Clip', [any('x')], { name: 'clip', rest: 'bounds' })],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const bounds = clipBounds(m.graph, m.node('clip'));
    if (bounds === null) return refuse('a bound is not known');
    if (bounds.min !== 0) return refuse('the lower bound is not 0');
    return isUnbounded(m.graph, m.node('clip')) ? null : refuse('there is an upper bound');
  },
  rewrite: (m, b) => b.node('Relu', [m.value('x')]),
});
