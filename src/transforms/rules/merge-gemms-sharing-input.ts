import {
  any,
  type Builder,
  type Constant,
  constant,
  defineRule,
  type Graph,
  intAttr,
  must,
  type Node,
  op,
  refuse,
  sameAttrs,
  type ValueId,
} from '../kit';
import { asVector, filled, joined } from '../weights';

/** Columns of a Gemm with constant weights and, if any, a constant bias that is the same for each row; else null. */
function widthOf(graph: Graph, node: Node): number | null {
  const weights = graph.constant(node.inputs[1]);
  if (node.op !== 'Gemm' || node.domain !== '' || weights === null) return null;
  const width = weights.shape[intAttr(node, 'transB', 0) === 1 ? 0 : 1] ?? null;
  const c = node.inputs[2] ?? null;
  if (c === null || width === null) return width;
  const bias = graph.constant(c)?.shape;
  const fits = bias?.every((dim, i) => dim === 1 || (i === bias.length - 1 && dim === width));
  return fits === true ? width : null;
}

/** Gemms of the same left operand that can be one, by id. */
function group(graph: Graph, node: Node): readonly Node[] {
  const [x = null, w] = node.inputs;
  const own = graph.constant(w);
  if (x === null || own === null || widthOf(graph, node) === null) return [];
  const found = new Map<number, Node>();
  for (const use of graph.uses(x)) {
    const other = graph.node(use.node);
    if (use.slot !== 0 || widthOf(graph, other) === null || !sameAttrs(other.attrs, node.attrs)) continue;
    if (graph.constant(other.inputs[1])?.dtype === own.dtype) found.set(other.id, other);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** The biases as one vector, zeros where there is none; null when no Gemm has one. */
function biasOf(b: Builder, nodes: readonly Node[], weights: readonly Constant[]): Constant | null {
  if (nodes.every((node) => (node.inputs[2] ?? null) === null)) return null;
  const parts = nodes.map((node, i) => {
    const width = must(widthOf(b.graph, node), 'width');
    const bias = b.graph.constant(node.inputs[2]);
    return bias === null
      ? filled(b, must(weights[i], 'weights').dtype, [width], 0)
      : asVector(b, bias, width);
  });
  return joined(b, parts, 0);
}

export const mergeGemmsSharingInput = defineRule({
  name: 'merge-gemms-sharing-input',
  family: 'matmul',
  title: 'Gemms of one value with several constant matrices are one Gemm and a Split.',
  before: 'Gemm(x, u, c), Gemm(x, v, d)…',
  after: 'Split(Gemm(x, [u | v…], [c | d…]))',
  conditions: [
    'the weights are constant, and the biases constant and the same for each row',
    'factors and transpositions are the same',
    'there are at least two',
  ],
  algebra: 'α·x·[u | v] + β·[c | d] = [α·x·u + β·c | α·x·v + β·d]',
  exactness: 'reals',
  roots: [op('Gemm', [any('x'), constant('w')], { rest: 'bias' })],
  radius: 0,
  sideways: true,
  check: (m) => {
    const nodes = group(m.graph, m.anchor);
    if (nodes.length === 0) return refuse('the bias is not a constant row', { node: m.anchor.id });
    if (nodes.length < 2) return refuse('no other Gemm like it shares the input', { value: m.value('x') });
    return nodes[0]?.id === m.anchor.id
      ? null
      : refuse('an earlier Gemm is the place for this', { node: nodes[0]?.id ?? m.anchor.id });
  },
  rewrite: (m, b) => {
    const nodes = group(m.graph, m.anchor);
    const weights = nodes.map((node) => must(m.graph.constant(node.inputs[1]), 'weights'));
    const axis = intAttr(m.anchor, 'transB', 0) === 1 ? 0 : 1;
    const bias = biasOf(b, nodes, weights);
    const operands = [m.value('x'), b.add(joined(b, weights, axis))];
    const inputs = bias === null ? operands : [...operands, b.add(bias)];
    const product = must(b.again(m.anchor, inputs)[0], 'product');
    const parts = b.split(
      product,
      1,
      nodes.map((node) => must(widthOf(m.graph, node), 'width')),
    );
    return new Map<ValueId, ValueId>(
      nodes.map((node, i) => [must(node.outputs[0], 'output'), must(parts[i], 'part')]),
    );
  },
});
