import { arithmeticRefusal } from '../arithmetic';
import { clipBounds, isUnbounded } from '../clipBounds';
import { any, defineRule, must, op, refuse } from '../kit';

export const lowerClipToMinMax = defineRule({
  name: 'lower-clip-to-min-max',
  family: 'elementwise',
  title: 'A Clip is a maximum, then a minimum.',
  before: 'Clip(x, a, b)',
  after: 'Min(Max(x, a), b)',
  conditions: [
    'the bounds are constant, and the lower one is given: left out it makes −∞, which masks have, the smallest number',
    'where the upper one is left out, x is not ∞, of which a Clip makes the largest number',
    'float32 or float64, opset 8 or later',
  ],
  algebra: 'min(max(x, a), b)',
  exactness: 'bits',
  roots: [op('Clip', [any('x')], { name: 'clip', rest: 'bounds' })],
  undoes: ['recognise-clip'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 8) return refuse('Max and Min do not broadcast before opset 8');
    const bounds = clipBounds(m.graph, m.node('clip'));
    if (bounds === null) return refuse('a bound is not known');
    if (bounds.min === Number.NEGATIVE_INFINITY && bounds.max === Number.POSITIVE_INFINITY)
      return refuse('there is no bound');
    const { inputs, attrs } = m.node('clip');
    return (inputs[1] ?? null) !== null || attrs.has('min')
      ? null
      : refuse('a lower bound that is left out makes −∞, which masks have, the smallest number');
  },
  rewrite: (m, b) => {
    const { min, max } = must(clipBounds(b.graph, m.node('clip')), 'bounds');
    const dtype = must(m.dtype('x'), 'type');
    const low = Number.isFinite(min) ? b.node('Max', [m.value('x'), b.scalar(dtype, min)]) : m.value('x');
    const high = isUnbounded(b.graph, m.node('clip')) ? null : b.scalar(dtype, max);
    return high === null ? low : b.node('Min', [low, high]);
  },
});
