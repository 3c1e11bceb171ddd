import { arithmeticRefusal } from '../arithmetic';
import { overflowRefusal } from '../factors';
import { any, defineRule, op } from '../kit';

export const factorOutCommonFactor = defineRule({
  name: 'factor-out-common-factor',
  family: 'elementwise',
  title: 'A factor that both addends have multiplies their sum.',
  before: 'Add(Mul(a, x), Mul(a, y)), or Sub',
  after: 'Mul(a, Add(x, y))',
  conditions: ['float32 or float64'],
  algebra: 'a·x ± a·y = a·(x ± y)',
  exactness: 'reals',
  roots: [
    op(
      ['Add', 'Sub'],
      [
        op('Mul', [any('a'), any('x')], { commutative: true }),
        op('Mul', [any('a'), any('y')], { commutative: true }),
      ],
      { name: 'sum' },
    ),
  ],
  undoes: ['distribute-common-factor'],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('a')) ??
    overflowRefusal(m.graph, [m.value('a'), m.value('x'), m.value('y')]),
  rewrite: (m, b) => b.node('Mul', [m.value('a'), b.node(m.node('sum').op, [m.value('x'), m.value('y')])]),
});
