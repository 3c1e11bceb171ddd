import { float32Refusal } from '../arithmetic';
import { any, defineRule, type Match, op, optional, permOf, refuse, shapeOf } from '../kit';

const turned = (operand: string) =>
  optional((inner) => op('Transpose', [inner], { name: `turn-${operand}`, shared: true }), any(operand));

/** Whether a matched Transpose swaps the last two axes and nothing else. */
function swaps(m: Match, name: string): boolean {
  const node = m.findNode(name);
  if (node === null) return true;
  const perm = permOf(m.graph, node);
  const rank = perm?.length ?? 0;
  return rank >= 2 && perm?.every((axis, i) => axis === (i < rank - 2 ? i : 2 * rank - 3 - i)) === true;
}

export const fuseTransposeIntoMatmul = defineRule({
  name: 'fuse-transpose-into-matmul',
  family: 'fusion',
  title: 'A product reads a transposed operand as it lies.',
  before: 'MatMul(Transpose(a), b), MatMul(a, Transpose(b)) or both',
  after: 'com.microsoft.FusedMatMul(a, b) with transA, transB',
  conditions: ['the Transpose swaps the last two axes only', 'both operands have at least rank 2', 'float32'],
  algebra: 'aᵀ·b with the indices of a swapped',
  exactness: 'reals',
  roots: [op('MatMul', [turned('a'), turned('b')])],
  standardOps: false,
  providers: ['wasm'],
  undoes: ['split-transpose-off-fused-matmul'],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('a'));
    if (refusal !== null) return refusal;
    if (m.findNode('turn-a') === null && m.findNode('turn-b') === null)
      return refuse('nothing is transposed');
    for (const name of ['turn-a', 'turn-b']) {
      if (!swaps(m, name)) return refuse('other axes are moved', { node: m.node(name).id });
    }
    for (const name of ['a', 'b']) {
      const rank = shapeOf(m.graph, m.value(name))?.length ?? 0;
      if (rank < 2) return refuse('an operand is no matrix', { value: m.value(name) });
    }
    return null;
  },
  rewrite: (m, b) => {
    const attrs = {
      transA: m.findNode('turn-a') === null ? 0 : 1,
      transB: m.findNode('turn-b') === null ? 0 : 1,
    };
    return b.node('FusedMatMul', [m.value('a'), m.value('b')], attrs, { domain: 'com.microsoft' });
  },
});
