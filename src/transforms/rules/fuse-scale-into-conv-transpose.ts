import { arithmeticRefusal } from '../arithmetic';
import { convLike, filtersOf, scaledFilters } from '../convolution';
import { overflowRefusal } from '../factors';
import { any, constant, defineRule, maybe, op, refuse } from '../kit';
import { asVector, times, variesOnlyAlong } from '../weights';

export const fuseScaleIntoConvTranspose = defineRule({
  name: 'fuse-scale-into-conv-transpose',
  family: 'convolution',
  title: 'A constant factor per channel goes into the filters before it.',
  before: 'Mul(ConvTranspose(x, w, b), s)',
  after: 'ConvTranspose(x, w·s, b·s)',
  conditions: ['s, w and b are constant, float32 or float64', 's differs between channels only'],
  algebra: 's·(wᵀ∗x + b) = (s·w)ᵀ∗x + s·b',
  exactness: 'reals',
  roots: [
    op(
      'Mul',
      [op('ConvTranspose', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' }), constant('s')],
      { commutative: true },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x')) ?? overflowRefusal(m.graph, [m.value('s')]);
    if (refusal !== null) return refusal;
    const { shape } = m.constant('w');
    if (variesOnlyAlong(m.constant('s').shape, shape.length, 1, filtersOf(m.node('conv'), shape)))
      return null;
    return refuse('the factor differs within a channel', { value: m.value('s') });
  },
  rewrite: (m, b) => {
    const [conv, w] = [m.node('conv'), m.constant('w')];
    const scale = asVector(b, m.constant('s'), filtersOf(conv, w.shape));
    const bias = m.find('b') === null ? null : times(b, m.constant('b'), scale);
    return convLike(b, conv, m.value('x'), scaledFilters(b, conv, w, scale), bias);
  },
});
