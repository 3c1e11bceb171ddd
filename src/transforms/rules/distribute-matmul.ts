import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, type Match, must, op, refuse, sameShape } from '../kit';

/** The sum among the product's operands is the left one. */
const isLeft = (m: Match): boolean => m.node('product').inputs[0] === m.node('sum').outputs[0];

export const distributeMatmul = defineRule({
  name: 'distribute-matmul',
  family: 'matmul',
  title: 'A product of a sum is a sum of products.',
  before: 'MatMul(a, Add(x, y)), MatMul(Add(x, y), a), or Sub',
  after: 'Add(MatMul(a, x), MatMul(a, y)), Add(MatMul(x, a), MatMul(y, a))',
  conditions: ['the addends are of one shape, at least matrices', 'float32 or float64'],
  algebra: 'a·(x ± y) = a·x ± a·y, (x ± y)·a = x·a ± y·a',
  exactness: 'reals',
  roots: [
    op('MatMul', [any('a'), op(['Add', 'Sub'], [any('x'), any('y')], { name: 'sum' })], {
      commutative: true,
      name: 'product',
    }),
  ],
  undoes: ['factor-out-matmul'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('a'));
    if (refusal !== null) return refusal;
    if ((m.shape('x')?.length ?? 0) < 2) return refuse('an addend is no matrix', { value: m.value('x') });
    return sameShape(m.shape('x'), m.shape('y'))
      ? null
      : refuse('the shapes differ', { value: m.value('y') });
  },
  rewrite: (m, b) => {
    const terms = ['x', 'y'].map((name) => {
      const operands = isLeft(m) ? [m.value(name), m.value('a')] : [m.value('a'), m.value(name)];
      return must(b.again(m.node('product'), operands)[0], 'product');
    });
    return b.node(m.node('sum').op, terms);
  },
});
