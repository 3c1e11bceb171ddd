import { any, constant, defineRule, type Match, must, oneOf, op, type Refusal, rankOf, refuse } from '../kit';
import { swapOf, swapsLast, turned } from '../swapped';

const operand = (name: string) =>
  oneOf(op('Transpose', [any(name)], { name: `turn-${name}`, shared: true }), constant(name));

function refusalOf(m: Match): Refusal | null {
  const turns = ['a', 'b'].flatMap((name) => m.findNode(`turn-${name}`) ?? []);
  if (turns.length === 0) return refuse('nothing is transposed', { node: m.anchor.id });
  for (const name of ['a', 'b']) {
    const rank = rankOf(m.graph, m.value(name)) ?? 0;
    const node = m.findNode(`turn-${name}`);
    if (rank < 2) return refuse('an operand is no matrix', { value: m.value(name) });
    if (node !== null && !swapsLast(node, rank)) return refuse('other axes are moved', { node: node.id });
  }
  return null;
}

export const moveTransposeBehindMatmul = defineRule({
  name: 'move-transpose-behind-matmul',
  family: 'matmul',
  title: 'A product of transposed operands is the transposed product the other way round.',
  before: 'MatMul(Transpose(a), Transpose(b)), where a constant counts as transposed',
  after: 'Transpose(MatMul(b, a))',
  conditions: [
    'one operand is transposed, the other transposed or constant',
    'each Transpose swaps the last two axes only',
    'both operands have at least rank 2',
  ],
  algebra: 'aᵀ·bᵀ = (b·a)ᵀ',
  exactness: 'reals',
  undoes: ['move-transpose-before-matmul'],
  roots: [op('MatMul', [operand('a'), operand('b')])],
  check: refusalOf,
  rewrite: (m, b) => {
    const [left, right] = ['b', 'a'].map((name) => {
      const value = m.value(name);
      const rank = must(rankOf(m.graph, value), 'rank');
      return m.findNode(`turn-${name}`) === null ? turned(b, value, rank) : value;
    });
    const product = must(b.again(m.anchor, [must(left, 'left'), must(right, 'right')])[0], 'product');
    return b.transpose(product, swapOf(must(rankOf(m.graph, m.output), 'rank')));
  },
});
