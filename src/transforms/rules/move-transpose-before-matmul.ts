import { any, defineRule, must, op, rankOf, refuse } from '../kit';
import { swapsLast, turned } from '../swapped';

export const moveTransposeBeforeMatmul = defineRule({
  name: 'move-transpose-before-matmul',
  family: 'matmul',
  title: 'A transposed product is the product of the transposed operands the other way round.',
  before: 'Transpose(MatMul(a, b))',
  after: 'MatMul(Transpose(b), Transpose(a)); constants are transposed once and for all',
  conditions: ['the Transpose swaps the last two axes only', 'both operands have at least rank 2'],
  algebra: '(a·b)ᵀ = bᵀ·aᵀ',
  exactness: 'reals',
  undoes: ['move-transpose-behind-matmul'],
  roots: [op('Transpose', [op('MatMul', [any('a'), any('b')], { name: 'product' })])],
  check: (m) => {
    const [a, b] = [rankOf(m.graph, m.value('a')) ?? 0, rankOf(m.graph, m.value('b')) ?? 0];
    if (a < 2 || b < 2) return refuse('an operand is no matrix', { node: m.node('product').id });
    return swapsLast(m.anchor, Math.max(a, b)) ? null : refuse('other axes are moved', { node: m.anchor.id });
  },
  rewrite: (m, b) => {
    const [left, right] = ['b', 'a'].map((name) =>
      turned(b, m.value(name), must(rankOf(m.graph, m.value(name)), 'rank')),
    );
    return must(b.again(m.node('product'), [must(left, 'left'), must(right, 'right')])[0], 'output');
  },
});
