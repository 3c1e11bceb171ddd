import { dividesBy, fitsInto, overflowRefusal, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, elementCount, type Match, must, op, refuse, shapeOf } from '../kit';

const sizeOf = (m: Match, name: string) => elementCount(m.constant(name).shape);

export const mergeFactors = defineRule({
  name: 'merge-factors',
  family: 'elementwise',
  title: 'Two constant factors or divisors in a row are one.',
  before: 'Mul(Mul(x, c), d), also with Div',
  after: 'Mul(x, c·d)',
  conditions: [
    'float32 or float64, no constant so large that it may overflow',
    'the constants divide, they are not divided',
    'the merged constant is no larger than the larger of the two, and does not enlarge x',
  ],
  algebra: '(x·c)·d = x·(c·d); (x/c)/d = x/(c·d); (x·c)/d = x·(c/d); (x/c)·d = x·(d/c)',
  exactness: 'reals',
  roots: [
    op(
      ['Mul', 'Div'],
      [op(['Mul', 'Div'], [any('x'), constant('c')], { commutative: true, name: 'inner' }), constant('d')],
      { commutative: true },
    ),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('d')) || !dividesBy(m.node('inner'), m.value('c'))) {
      return refuse('a constant is divided', { node: m.anchor.id });
    }
    const [c, d] = [m.constant('c').shape, m.constant('d').shape];
    const size = elementCount(c.length >= d.length ? c : d);
    if (!fitsInto(c, c.length >= d.length ? c : d) || !(fitsInto(c, d) || fitsInto(d, c))) {
      return refuse('the merged constant would be larger', { value: m.value('d') });
    }
    if (Math.max(sizeOf(m, 'c'), sizeOf(m, 'd')) < size || !fitsInto(d, shapeOf(m.graph, m.value('x')))) {
      return refuse('a constant enlarges x', { value: m.value('d') });
    }
    if (!fitsInto(c, m.shape('x'))) return refuse('a constant enlarges x', { value: m.value('c') });
    const both = [m.value('c'), m.value('d')];
    const divides = m.anchor.op === 'Div' || m.node('inner').op === 'Div';
    return overflowRefusal(m.graph, both, divides ? both : []) ?? wideFloatRefusal(m.graph, m.value('x'));
  },
  rewrite: (m, b) => {
    const [c, d] = [m.constant('c'), m.constant('d')];
    const [inner, outer] = [m.node('inner').op, m.anchor.op];
    const merged =
      inner === outer
        ? b.fold('Mul', [c, d])
        : inner === 'Mul'
          ? b.fold('Div', [c, d])
          : b.fold('Div', [d, c]);
    const type = inner === 'Div' && outer === 'Div' ? 'Div' : 'Mul';
    return b.node(type, [m.value('x'), b.add(must(merged, 'constant'))]);
  },
});
