import { arithmeticRefusal } from '../arithmetic';
import { clipBounds } from '../clipBounds';
import { any, defineRule, must, op, refuse } from '../kit';

export const lowerClipToMinMax = defineRule({
  name: 'lower-clip-to-min-max',
  family: 'elementwise',
  title: 'A Clip is a maximum, then a minimum.',
  before: 'Clip(x, a, b)',
  after: 'Min(Max(x, a), b)',
  conditions: [
    'both bounds are given and constant: one that is left out limits ∞ to the largest number',
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
    const given = (slot: number, name: string) => (inputs[slot] ?? null) !== null || attrs.has(name);
    return given(1, 'min') && given(2, 'max')
      ? null
      : refuse('a bound that is left out limits ∞ to the largest number');
  },
  rewrite: (m, b) => {
    const { min, max } = must(clipBounds(b.graph, m.node('clip')), 'bounds');
    const dtype = must(m.dtype('x'), 'type');
    const low = Number.isFinite(min) ? b.node('Max', [m.value('x'), b.scalar(dtype, min)]) : m.value('x');
    return Number.isFinite(max) ? b.node('Min', [low, b.scalar(dtype, max)]) : low;
  },
});
