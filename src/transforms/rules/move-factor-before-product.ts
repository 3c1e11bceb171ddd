import { dividesBy, movedFactorRefusal, reshapeConstant } from '../factors';
import { any, constant, defineRule, elementCount, must, op, rankOf, refuse } from '../kit';

export const moveFactorBeforeProduct = defineRule({
  name: 'move-factor-before-product',
  family: 'matmul',
  title: 'A number that scales a product can scale one of its operands instead.',
  before: 'Mul(MatMul(a, b), s), Div(MatMul(a, b), s)',
  after: 'MatMul(Mul(a, s), b) or MatMul(a, Mul(b, s))',
  conditions: ['s is one constant number that does not add axes', 'float32 or float64'],
  algebra: '(a·b)·s = (a·s)·b = a·(b·s)',
  exactness: 'reals',
  roots: [
    op(
      ['Mul', 'Div'],
      [op('MatMul', [any('scaled'), any('other')], { commutative: true, name: 'product' }), constant('s')],
      { commutative: true },
    ),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const { shape } = m.constant('s');
    const rank = rankOf(m.graph, m.node('product').outputs[0]);
    if (elementCount(shape) !== 1) return refuse('the factor is not one number', { value: m.value('s') });
    if (rank === null || shape.length > rank) return refuse('the factor adds axes', { value: m.value('s') });
    if (m.graph.constant(m.value('scaled')) !== null) {
      return refuse('the operand is constant: fold the factor into it', { value: m.value('scaled') });
    }
    return movedFactorRefusal(m.graph, m.anchor, m.value('s'), m.value('scaled'));
  },
  rewrite: (m, b) => {
    const product = m.node('product');
    const s = b.add(reshapeConstant(b, m.constant('s'), []));
    const scaled = b.node(m.anchor.op, [m.value('scaled'), s]);
    const other = m.value('other');
    const inputs = product.inputs[0] === m.value('scaled') ? [scaled, other] : [other, scaled];
    return must(b.again(product, inputs)[0], 'output');
  },
});
