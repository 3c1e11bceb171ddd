import { schemaOf } from '../../graph/ops';
import { isRandom } from '../isRandom';
import {
  anyOp,
  type Constant,
  defineRule,
  elementCount,
  foldConstant,
  type Graph,
  type Node,
  refuse,
} from '../kit';

/** A folded constant may have this many elements, or as many as its inputs have together, whichever is more. */
const freeElements = 4096;

/** Folding a dequantization would hide the quantized weights from the runtime. */
const kept = new Set(['Constant', 'DequantizeLinear', 'QuantizeLinear', 'DynamicQuantizeLinear']);

function operandsOf(graph: Graph, node: Node): readonly (Constant | null)[] | null {
  const operands: (Constant | null)[] = [];
  for (const input of node.inputs) {
    const constant = graph.constant(input);
    if (input !== null && constant === null) return null;
    operands.push(constant);
  }
  return operands.some((operand) => operand !== null) ? operands : null;
}

function foldNode(graph: Graph, node: Node, operands: readonly (Constant | null)[]): Constant | null {
  const { op, domain, attrs } = node;
  return foldConstant(graph, op, operands, attrs, { domain });
}

export const foldConstants = defineRule({
  name: 'fold-constants',
  family: 'clean-up',
  title: 'A node over constants is a constant.',
  before: 'f(c₁, c₂…)',
  after: 'c',
  conditions: [
    'every input is constant',
    'the operator is known, deterministic, without subgraphs and with one output',
    'the result is not much larger than its inputs',
    'it is not a quantization or dequantization',
    'the result is not an output of the graph',
  ],
  algebra: 'f is evaluated once instead of at every run, by the same runtime',
  exactness: 'bits',
  roots: [anyOp({ where: (node) => node.outputs.length === 1 && !kept.has(node.op) })],
  check: ({ graph, anchor, output }) => {
    const operands = operandsOf(graph, anchor);
    if (operands === null) return refuse('an input is not constant', { node: anchor.id });
    const schema = schemaOf(anchor.domain, anchor.op, graph.header.opsets.get(anchor.domain) ?? 1);
    if (schema === null) return refuse('the operator is not known', { node: anchor.id });
    if (isRandom(graph, anchor)) return refuse('the operator is random', { node: anchor.id });
    if (anchor.captures.length > 0) return refuse('it has subgraphs', { node: anchor.id });
    if (graph.isOutput(output)) return refuse('the result is an output of the graph', { value: output });
    const folded = foldNode(graph, anchor, operands);
    if (folded === null) return refuse('the shape of the result is not known', { value: output });
    const given = operands.reduce(
      (n, operand) => n + (operand === null ? 0 : elementCount(operand.shape)),
      0,
    );
    if (elementCount(folded.shape) > Math.max(freeElements, given)) {
      return refuse('the result is much larger than its inputs', { value: output });
    }
    return null;
  },
  rewrite: ({ graph, anchor, output }, b) => {
    const operands = operandsOf(graph, anchor);
    const folded = operands === null ? null : foldNode(graph, anchor, operands);
    return folded === null ? output : b.add(folded);
  },
});
