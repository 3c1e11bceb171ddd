import { arithmeticRefusal } from '../arithmetic';
import { convLike, filtersOf } from '../convolution';
import { any, constant, defineRule, maybe, op, refuse } from '../kit';
import { asVector, plus, variesOnlyAlong } from '../weights';

export const fuseShiftIntoConvTranspose = defineRule({
  name: 'fuse-shift-into-conv-transpose',
  family: 'convolution',
  title: 'A constant added to each channel goes into the bias.',
  before: 'Add(ConvTranspose(x, w, b), t)',
  after: 'ConvTranspose(x, w, b + t)',
  conditions: ['t, w and b are constant, float32 or float64', 't differs between channels only'],
  algebra: '(wᵀ∗x + b) + t = wᵀ∗x + (b + t)',
  exactness: 'reals',
  roots: [
    op(
      'Add',
      [op('ConvTranspose', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' }), constant('t')],
      { commutative: true },
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const { shape } = m.constant('w');
    if (variesOnlyAlong(m.constant('t').shape, shape.length, 1, filtersOf(m.node('conv'), shape)))
      return null;
    return refuse('the shift differs within a channel', { value: m.value('t') });
  },
  rewrite: (m, b) => {
    const conv = m.node('conv');
    const shift = asVector(b, m.constant('t'), filtersOf(conv, m.constant('w').shape));
    const bias = m.find('b') === null ? shift : plus(b, m.constant('b'), shift);
    return convLike(b, conv, m.value('x'), m.value('w'), bias);
  },
});
