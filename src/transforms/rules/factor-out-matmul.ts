import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse, sameShape, type ValueId } from '../kit';

const product = (number: string) =>
  op('MatMul', [any(`a${number}`), any(`b${number}`)], { name: `product${number}` });

export const factorOutMatmul = defineRule({
  name: 'factor-out-matmul',
  family: 'matmul',
  title: 'Two products with one matrix in common become one product of a sum.',
  before: 'Add(MatMul(a, x), MatMul(a, y)), Add(MatMul(x, b), MatMul(y, b)), or Sub',
  after: 'MatMul(a, Add(x, y)), MatMul(Add(x, y), b)',
  conditions: ['the other two matrices are of one shape', 'float32 or float64'],
  algebra: 'a·x ± a·y = a·(x ± y), x·b ± y·b = (x ± y)·b',
  exactness: 'reals',
  roots: [op(['Add', 'Sub'], [product('1'), product('2')], { name: 'sum' })],
  undoes: ['distribute-matmul'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('a1'));
    if (refusal !== null) return refusal;
    const left = m.value('a1') === m.value('a2');
    if (!left && m.value('b1') !== m.value('b2')) return refuse('no matrix is in common');
    const [p, q] = left ? (['b1', 'b2'] as const) : (['a1', 'a2'] as const);
    return sameShape(m.shape(p), m.shape(q)) ? null : refuse('the shapes differ', { value: m.value(q) });
  },
  rewrite: (m, b) => {
    const { op: type } = m.node('sum');
    const again = (a: ValueId, c: ValueId) => must(b.again(m.node('product1'), [a, c])[0], 'product');
    return m.value('a1') === m.value('a2')
      ? again(m.value('a1'), b.node(type, [m.value('b1'), m.value('b2')]))
      : again(b.node(type, [m.value('a1'), m.value('a2')]), m.value('b1'));
  },
});
