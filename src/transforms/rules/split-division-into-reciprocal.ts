import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op, refuse } from '../kit';

export const splitDivisionIntoReciprocal = defineRule({
  name: 'split-division-into-reciprocal',
  family: 'elementwise',
  title: 'A division is a product with the reciprocal, which may be smaller and can be shared.',
  before: 'Div(x, y)',
  after: 'Mul(x, Reciprocal(y))',
  conditions: ['y is not constant (that is another rule)', 'float32 or float64'],
  algebra: 'x/y = x·(1/y)',
  exactness: 'reals',
  roots: [op('Div', [any('x'), any('y')])],
  undoes: ['join-reciprocal-into-division'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    return m.graph.constant(m.value('y')) === null
      ? null
      : refuse('the divisor is constant', { value: m.value('y') });
  },
  rewrite: (m, b) => b.node('Mul', [m.value('x'), b.node('Reciprocal', [m.value('y')])]),
});
