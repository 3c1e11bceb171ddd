import { any, defineRule, must, op, permOf, rankOf, refuse } from '../kit';

export const moveTransposeBeforeRowProduct = defineRule({
  name: 'move-transpose-before-row-product',
  family: 'matmul',
  title: 'Rows can be rearranged before they are multiplied.',
  before: 'Transpose(MatMul(x, w)), the last axis in its place',
  after: 'MatMul(Transpose(x), w)',
  conditions: ['the Transpose leaves the last axis in its place', 'w is a matrix, x at least one'],
  algebra: 'each row is multiplied by itself, wherever it stands',
  exactness: 'reals',
  undoes: ['move-transpose-behind-row-product'],
  roots: [op('Transpose', [op('MatMul', [any('x'), any('w')], { name: 'product' })])],
  check: (m) => {
    const perm = permOf(m.graph, m.anchor);
    if (rankOf(m.graph, m.value('w')) !== 2) return refuse('it is not multiplied by one matrix');
    if ((rankOf(m.graph, m.value('x')) ?? 0) < 2) return refuse('the left operand is a vector');
    return perm !== null && perm.at(-1) === perm.length - 1
      ? null
      : refuse('the last axis moves', { node: m.anchor.id });
  },
  rewrite: (m, b) => {
    const rows = b.transpose(m.value('x'), must(permOf(m.graph, m.anchor), 'permutation'));
    return must(b.again(m.node('product'), [rows, m.value('w')])[0], 'product');
  },
});
