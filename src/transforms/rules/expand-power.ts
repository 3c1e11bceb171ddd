import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, rankOf, refuse, scalar } from '../kit';

export const expandPower = defineRule({
  name: 'expand-power',
  family: 'elementwise',
  title: 'A square or a cube is a product.',
  before: 'Pow(x, 2), Pow(x, 3)',
  after: 'Mul(x, x), Mul(Mul(x, x), x)',
  conditions: ['the exponent is the constant 2 or 3 and adds no axes', 'float32 or float64'],
  algebra: 'x² = x·x, x³ = x·x·x',
  exactness: 'reals',
  roots: [op('Pow', [any('x'), constant('n')])],
  undoes: ['raise-square-to-power'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const exponent = scalar(m.graph, m.value('n'));
    if (exponent !== 2 && exponent !== 3)
      return refuse('the exponent is not 2 or 3', { value: m.value('n') });
    const rank = rankOf(m.graph, m.value('x'));
    if (rank !== null && m.constant('n').shape.length <= rank) return null;
    return refuse('the exponent may add axes', { value: m.value('n') });
  },
  rewrite: (m, b) => {
    const x = m.value('x');
    const square = b.node('Mul', [x, x]);
    return scalar(b.graph, m.value('n')) === 2 ? square : b.node('Mul', [square, x]);
  },
});
