import { arithmeticRefusal } from '../arithmetic';
import { clip } from '../clipBounds';
import { any, constant, defineRule, must, op, rankOf, refuse, scalar } from '../kit';

export const recogniseClip = defineRule({
  name: 'recognise-clip',
  family: 'elementwise',
  title: 'A maximum or minimum with a constant number is a Clip; with 0, a Relu.',
  before: 'Max(x, c), Min(x, c)',
  after: 'Clip(x, c, ∞), Clip(x, −∞, c), with ∞ written: a bound that is left out is the largest number',
  conditions: [
    'c is one finite number that adds no axes',
    'float32 from opset 8 on, float64 from 11 on (before it, bounds are float32)',
  ],
  algebra: 'max(x, c), min(x, c)',
  exactness: 'bits',
  roots: [op(['Max', 'Min'], [any('x'), constant('c')], { commutative: true, name: 'limit' })],
  undoes: ['lower-clip-to-min-max'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 8) return refuse('Max and Min do not broadcast before opset 8');
    if (context.opset < 11 && m.dtype('x') === 'float64') return refuse('bounds are float32 before opset 11');
    const c = scalar(m.graph, m.value('c'));
    if (c === null || !Number.isFinite(c)) return refuse('the constant is not one finite number');
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('c').shape.length <= rank) return null;
    return refuse('the constant may add axes', { value: m.value('c') });
  },
  rewrite: (m, b) => {
    const c = must(scalar(b.graph, m.value('c')), 'bound');
    const bounds =
      m.node('limit').op === 'Max'
        ? { min: c, max: Number.POSITIVE_INFINITY }
        : { min: Number.NEGATIVE_INFINITY, max: c };
    return clip(b, m.value('x'), must(m.dtype('x'), 'type'), bounds);
  },
});
