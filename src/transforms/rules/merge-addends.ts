import { fitsInto, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, op, refuse } from '../kit';

export const mergeAddends = defineRule({
  name: 'merge-addends',
  family: 'elementwise',
  title: 'Two constant addends in a row are one.',
  before: 'Add(Add(x, c), d)',
  after: 'Add(x, c + d)',
  conditions: ['float32 or float64', 'one constant broadcasts into the other, and neither enlarges x'],
  algebra: '(x + c) + d = x + (c + d)',
  exactness: 'reals',
  roots: [
    op('Add', [op('Add', [any('x'), constant('c')], { commutative: true }), constant('d')], {
      commutative: true,
    }),
  ],
  check: (m) => {
    const [c, d] = [m.constant('c').shape, m.constant('d').shape];
    if (!fitsInto(c, d) && !fitsInto(d, c)) {
      return refuse('the merged constant would be larger', { value: m.value('d') });
    }
    if (!fitsInto(c, m.shape('x')) || !fitsInto(d, m.shape('x'))) {
      return refuse('a constant enlarges x', { value: m.value('d') });
    }
    return wideFloatRefusal(m.graph, m.value('x'));
  },
  rewrite: (m, b) => b.node('Add', [m.value('x'), b.folded('Add', [m.constant('c'), m.constant('d')])]),
});
