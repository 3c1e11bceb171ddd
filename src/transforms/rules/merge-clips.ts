import { arithmeticRefusal } from '../arithmetic';
import { type Bounds, clip, clipBounds } from '../clipBounds';
import { any, defineRule, type Match, must, op, refuse } from '../kit';

function merged(m: Match): Bounds | null {
  const [inner, outer] = [clipBounds(m.graph, m.node('inner')), clipBounds(m.graph, m.node('outer'))];
  if (inner === null || outer === null || inner.min > inner.max || outer.min > outer.max) return null;
  const limited = (value: number) => Math.min(Math.max(value, outer.min), outer.max);
  return { min: limited(inner.min), max: limited(inner.max) };
}

export const mergeClips = defineRule({
  name: 'merge-clips',
  family: 'elementwise',
  title: 'Two limits in a row are one.',
  before: 'Clip(Clip(x, a, b), c, d); a Relu is a Clip from 0',
  after: 'Clip(x, Clip(a, c, d), Clip(b, c, d))',
  conditions: ['the bounds are constant, lower ones not above upper ones', 'float32 or float64'],
  algebra: 'clipping is monotone, so the bounds of the result are the clipped bounds',
  exactness: 'bits',
  roots: [
    op(['Clip', 'Relu'], [op(['Clip', 'Relu'], [any('x')], { name: 'inner', rest: 'bounds' })], {
      name: 'outer',
      rest: 'bounds',
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 11 && m.dtype('x') === 'float64') return refuse('bounds are float32 before opset 11');
    return merged(m) === null ? refuse('a bound is not known, or crosses the other') : null;
  },
  rewrite: (m, b) => clip(b, m.value('x'), must(m.dtype('x'), 'type'), must(merged(m), 'bounds')),
});
