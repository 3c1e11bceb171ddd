import {
  any,
  constant,
  defineRule,
  type Graph,
  must,
  type Node,
  op,
  rankOf,
  refuse,
  type ValueId,
} from '../kit';

/** Products of the same value with constant matrices, by id. */
function group(graph: Graph, node: Node): readonly Node[] {
  const [x, w] = node.inputs;
  const own = graph.constant(w);
  if (x === null || x === undefined || own === null || own.shape.length !== 2) return [];
  const found = new Map<number, Node>();
  for (const use of graph.uses(x)) {
    const other = graph.node(use.node);
    if (use.slot !== 0 || other.op !== 'MatMul' || other.domain !== '') continue;
    const weights = graph.constant(other.inputs[1]);
    const fits = weights?.shape.length === 2 && weights.shape[0] === own.shape[0];
    if (fits && weights.dtype === own.dtype) found.set(other.id, other);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

export const mergeMatmulsSharingInput = defineRule({
  name: 'merge-matmuls-sharing-input',
  family: 'matmul',
  title: 'Products of one value with several constant matrices are one product and a Split.',
  before: 'MatMul(x, u), MatMul(x, v)…',
  after: 'Split(MatMul(x, [u | v…]))',
  conditions: ['the weights are constant matrices', 'x is at least a matrix', 'there are at least two'],
  algebra: 'x·[u | v] = [x·u | x·v]',
  exactness: 'reals',
  undoes: ['move-split-before-matmul'],
  roots: [op('MatMul', [any('x'), constant('w')])],
  radius: 0,
  sideways: true,
  check: (m) => {
    const nodes = group(m.graph, m.anchor);
    const rank = rankOf(m.graph, m.value('x'));
    if (rank === null || rank < 2) return refuse('the left operand is a vector', { value: m.value('x') });
    if (nodes.length < 2) return refuse('no other product shares the input', { value: m.value('x') });
    return nodes[0]?.id === m.anchor.id
      ? null
      : refuse('an earlier product is the place for this', { node: nodes[0]?.id ?? m.anchor.id });
  },
  rewrite: (m, b) => {
    const nodes = group(m.graph, m.anchor);
    const weights = nodes.map((node) => must(m.graph.constant(node.inputs[1]), 'weights'));
    const product = b.node('MatMul', [m.value('x'), b.folded('Concat', weights, { axis: 1 })]);
    const rank = must(rankOf(m.graph, m.value('x')), 'rank');
    const parts = b.split(
      product,
      rank - 1,
      weights.map((w) => w.shape[1] ?? 0),
    );
    return new Map<ValueId, ValueId>(
      nodes.map((node, i) => [must(node.outputs[0], 'output'), must(parts[i], 'part')]),
    );
  },
});
