import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op, refuse } from '../kit';

export const absorbNegationIntoSum = defineRule({
  name: 'absorb-negation-into-sum',
  family: 'elementwise',
  title: 'Adding a negative is subtracting, subtracting one is adding.',
  before: 'Add(x, Neg(y)), Sub(x, Neg(y))',
  after: 'Sub(x, y), Add(x, y)',
  conditions: ['float32 or float64', 'of a difference, the second operand is the negative'],
  algebra: 'x + (−y) = x − y, x − (−y) = x + y',
  exactness: 'bits',
  roots: [
    op(['Add', 'Sub'], [any('x'), op('Neg', [any('y')], { name: 'negation', shared: true })], {
      commutative: true,
      name: 'sum',
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const sum = m.node('sum');
    if (sum.op === 'Add' || sum.inputs[1] === m.node('negation').outputs[0]) return null;
    return refuse('the negative is the first operand', { node: m.node('negation').id });
  },
  rewrite: (m, b) => b.node(m.node('sum').op === 'Add' ? 'Sub' : 'Add', [m.value('x'), m.value('y')]),
});
