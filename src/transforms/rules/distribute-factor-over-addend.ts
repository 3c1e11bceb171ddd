import { dividesBy, fitsInto, overflowRefusal, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, op, refuse } from '../kit';

export const distributeFactorOverAddend = defineRule({
  name: 'distribute-factor-over-addend',
  family: 'elementwise',
  title: 'A constant factor or divisor behind a constant addend can come before it.',
  before: 'Mul(Add(x, c), s), Div(Add(x, c), s)',
  after: 'Add(Mul(x, s), c·s)',
  conditions: [
    'float32 or float64, no constant so large that it may overflow',
    'the new constant is no larger than c and s, and neither enlarges x',
  ],
  algebra: '(x + c)·s = x·s + c·s',
  exactness: 'reals',
  roots: [
    op(['Mul', 'Div'], [op('Add', [any('x'), constant('c')], { commutative: true }), constant('s')], {
      commutative: true,
    }),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const [c, s] = [m.constant('c').shape, m.constant('s').shape];
    if (!fitsInto(c, s) && !fitsInto(s, c)) {
      return refuse('the new constant would be larger', { value: m.value('c') });
    }
    if (!fitsInto(c, m.shape('x')) || !fitsInto(s, m.shape('x'))) {
      return refuse('a constant enlarges x', { value: m.value('s') });
    }
    return (
      overflowRefusal(m.graph, [m.value('c'), m.value('s')], m.anchor.op === 'Div' ? [m.value('s')] : []) ??
      wideFloatRefusal(m.graph, m.value('x'))
    );
  },
  rewrite: (m, b) => {
    const { op: type } = m.anchor;
    const scaled = b.node(type, [m.value('x'), m.value('s')]);
    return b.node('Add', [scaled, b.folded(type, [m.constant('c'), m.constant('s')])]);
  },
});
