import { arithmeticRefusal } from '../arithmetic';
import { overflowRefusal } from '../factors';
import { any, defineRule, op, refuse } from '../kit';

export const distributeCommonFactor = defineRule({
  name: 'distribute-common-factor',
  family: 'elementwise',
  title: 'What multiplies a sum multiplies each addend.',
  before: 'Mul(a, Add(x, y)), or Sub',
  after: 'Add(Mul(a, x), Mul(a, y))',
  conditions: [
    'a and an addend are not both constant (that is another rule)',
    'float32 or float64, no constant so large that it may overflow',
  ],
  algebra: 'a·(x ± y) = a·x ± a·y',
  exactness: 'reals',
  roots: [
    op('Mul', [any('a'), op(['Add', 'Sub'], [any('x'), any('y')], { name: 'sum' })], { commutative: true }),
  ],
  undoes: ['factor-out-common-factor'],
  check: (m, context) => {
    const refusal =
      arithmeticRefusal(context, m.value('a')) ??
      overflowRefusal(m.graph, [m.value('a'), m.value('x'), m.value('y')]);
    if (refusal !== null) return refusal;
    const constants = ['x', 'y'].filter((name) => m.graph.constant(m.value(name)) !== null);
    if (m.graph.constant(m.value('a')) === null || constants.length === 0) return null;
    return refuse('the factor and an addend are constant', { value: m.value('a') });
  },
  rewrite: (m, b) => {
    const terms = ['x', 'y'].map((name) => b.node('Mul', [m.value('a'), m.value(name)]));
    return b.node(m.node('sum').op, terms);
  },
});
