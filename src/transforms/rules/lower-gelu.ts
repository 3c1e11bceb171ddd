import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, stringAttr, type ValueId } from '../kit';

export const lowerGelu = defineRule({
  name: 'lower-gelu',
  family: 'elementwise',
  title: 'Gelu is written out, so that its parts meet their neighbours.',
  before: 'Gelu(x)',
  after: 'Mul(Mul(x, Add(Erf(Mul(x, √½)), 1)), ½), or the same with tanh',
  conditions: ['float32 or float64'],
  algebra: 'Gelu(x) = ½·x·(1 + erf(x/√2))',
  exactness: 'reals',
  roots: [op('Gelu', [any('x')], { name: 'gelu' })],
  undoes: ['recognise-gelu', 'recognise-tanh-gelu'],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => {
    const x = m.value('x');
    const number = (n: number) => b.scalar(must(m.dtype('x'), 'type'), n);
    const times = (n: number, v: ValueId) => b.node('Mul', [v, number(n)]);
    let inner: ValueId;
    if (stringAttr(m.node('gelu'), 'approximate', 'none') === 'tanh') {
      const cube = b.node('Mul', [b.node('Mul', [x, x]), x]);
      const slope = times(Math.sqrt(2 / Math.PI), b.node('Add', [x, times(0.044715, cube)]));
      inner = b.node('Tanh', [slope]);
    } else {
      inner = b.node('Erf', [times(Math.SQRT1_2, x)]);
    }
    return times(0.5, b.node('Mul', [x, b.node('Add', [inner, number(1)])]));
  },
});
