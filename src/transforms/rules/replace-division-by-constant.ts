import { literal } from '../../graph/literal';
import { overflowRefusal, wideFloatRefusal } from '../factors';
import { any, constant, defineRule, isFilledWith, numbersOf, op, refuse } from '../kit';

export const replaceDivisionByConstant = defineRule({
  name: 'replace-division-by-constant',
  family: 'elementwise',
  title: 'Dividing by a constant is multiplying by its reciprocal.',
  before: 'Div(x, c)',
  after: 'Mul(x, 1/c)',
  conditions: [
    'float32 or float64: integer division truncates',
    'no element of c is known to be 0, or so small or large that its reciprocal overflows or loses digits',
  ],
  algebra: 'x / c = x · c⁻¹',
  exactness: 'reals',
  roots: [op('Div', [any('x'), constant('c')])],
  check: (m) => {
    if (m.graph.constant(m.value('x')) !== null)
      return refuse('both operands are constant', { node: m.anchor.id });
    const c = m.constant('c');
    if (numbersOf(c)?.includes(0) || isFilledWith(c, 0)) {
      return refuse('it divides by zero', { value: m.value('c') });
    }
    return overflowRefusal(m.graph, [], [m.value('c')]) ?? wideFloatRefusal(m.graph, m.value('c'));
  },
  rewrite: (m, b) => {
    const c = m.constant('c');
    const reciprocal = b.fold('Div', [literal(c.dtype, [], [1]), c]);
    return b.node('Mul', [m.value('x'), b.add(reciprocal)]);
  },
});
