import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, op, refuse } from '../kit';

export const replaceSubtractionByAddition = defineRule({
  name: 'replace-subtraction-by-addition',
  family: 'elementwise',
  title: 'Subtracting a constant is adding its negative, which meets other constants.',
  before: 'Sub(x, c)',
  after: 'Add(x, −c)',
  conditions: ['c is constant and x is not', 'float32 or float64'],
  algebra: 'x − c = x + (−c)',
  exactness: 'bits',
  roots: [op('Sub', [any('x'), constant('c')])],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    (m.graph.constant(m.value('x')) === null ? null : refuse('both are constant')),
  rewrite: (m, b) => b.node('Add', [m.value('x'), b.folded('Neg', [m.constant('c')])]),
});
