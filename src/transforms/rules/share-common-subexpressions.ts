import { schemaOf } from '../../graph/ops';
import { isRandom } from '../isRandom';
import { anyOp, defineRule, type Graph, must, type Node, refuse, sameAttrs, type ValueId } from '../kit';
import { sameConstant } from '../sameConstant';

const sameInput = (graph: Graph, a: ValueId | null, b: ValueId | null): boolean => {
  if (a === b) return true;
  const [x, y] = [graph.constant(a), graph.constant(b)];
  return x !== null && y !== null && sameConstant(x, y);
};

/** A subgraph may draw random numbers, captured values or not. */
const hasSubgraphs = (node: Node): boolean =>
  node.captures.length > 0 ||
  [...node.attrs.values()].some(({ kind }) => kind === 'graph' || kind === 'graphs');

/** The earliest other node that computes the same, or null. */
function twinOf(graph: Graph, node: Node): Node | null {
  const shared = node.inputs.find((input) => input !== null && graph.constant(input) === null);
  if (shared === undefined || shared === null) return null;
  let twin: Node | null = null;
  for (const { node: id } of graph.uses(shared)) {
    if (id >= (twin?.id ?? node.id)) continue;
    const other = graph.node(id);
    if (other.op !== node.op || other.domain !== node.domain) continue;
    if (other.inputs.length !== node.inputs.length || other.outputs.length !== node.outputs.length) continue;
    if (!node.inputs.every((input, i) => sameInput(graph, input, other.inputs[i] ?? null))) continue;
    if (sameAttrs(node.attrs, other.attrs)) twin = other;
  }
  return twin;
}

export const shareCommonSubexpressions = defineRule({
  name: 'share-common-subexpressions',
  family: 'clean-up',
  title: 'Two nodes that compute the same are one.',
  before: 'f(x), f(x)',
  after: 'f(x)',
  conditions: [
    'operator, attributes and inputs are equal (constants by their contents)',
    'the operator is deterministic and has no subgraphs',
    'it is not an Identity that gives an output of the graph its name',
  ],
  algebra: 'f(x) = f(x)',
  exactness: 'bits',
  roots: [anyOp({ where: (node) => !hasSubgraphs(node) && node.inputs.length > 0 })],
  radius: 0,
  sideways: true,
  check: ({ graph, anchor }) => {
    const schema = schemaOf(anchor.domain, anchor.op, graph.header.opsets.get(anchor.domain) ?? 1);
    if (isRandom(graph, anchor)) return refuse('the operator is random', { node: anchor.id });
    if (schema === null) return refuse('the operator is not known', { node: anchor.id });
    if (anchor.outputs.includes(null)) return refuse('an output is left out', { node: anchor.id });
    const twin = twinOf(graph, anchor);
    if (twin === null) return refuse('no earlier node computes the same', { node: anchor.id });
    if (twin.outputs.includes(null)) return refuse('an output is left out', { node: twin.id });
    const named = anchor.outputs.some((output) => output !== null && graph.isOutput(output));
    if (named && anchor.op === 'Identity') {
      return refuse('it gives an output of the graph its name', { node: anchor.id });
    }
    return null;
  },
  rewrite: ({ graph, anchor }) => {
    const twin = must(twinOf(graph, anchor), 'twin');
    return new Map<ValueId, ValueId>(
      anchor.outputs.map((output, i) => [must(output, 'output'), must(twin.outputs[i], 'output')]),
    );
  },
});
