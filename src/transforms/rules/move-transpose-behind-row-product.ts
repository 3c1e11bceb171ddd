import { any, defineRule, must, op, permOf, rankOf, refuse } from '../kit';

export const moveTransposeBehindRowProduct = defineRule({
  name: 'move-transpose-behind-row-product',
  family: 'matmul',
  title: 'Rows can be multiplied before they are rearranged.',
  before: 'MatMul(Transpose(x), w), the last axis in its place',
  after: 'Transpose(MatMul(x, w))',
  conditions: ['the Transpose leaves the last axis in its place', 'w is a matrix'],
  algebra: 'each row is multiplied by itself, wherever it stands',
  exactness: 'reals',
  undoes: ['move-transpose-before-row-product'],
  roots: [op('MatMul', [op('Transpose', [any('x')], { name: 'transpose' }), any('w')])],
  check: (m) => {
    const perm = permOf(m.graph, m.node('transpose'));
    if (rankOf(m.graph, m.value('w')) !== 2) return refuse('it is not multiplied by one matrix');
    return perm !== null && perm.length >= 2 && perm.at(-1) === perm.length - 1
      ? null
      : refuse('the last axis moves', { node: m.node('transpose').id });
  },
  rewrite: (m, b) => {
    const product = must(b.again(m.anchor, [m.value('x'), m.value('w')])[0], 'product');
    return b.transpose(product, must(permOf(m.graph, m.node('transpose')), 'permutation'));
  },
});
