import { arithmeticRefusal } from '../arithmetic';
import {
  any,
  defineRule,
  type Graph,
  type Match,
  must,
  type Node,
  op,
  refuse,
  sameShape,
  shapeOf,
} from '../kit';
import { magnifiedWithin, magnifierOf } from '../magnified';

/** Whether `replace-gate-by-tanh` takes the product. */
const isGate = (graph: Graph, { op: name, domain, outputs }: Node, value: Match['output']): boolean =>
  name === 'Mul' && domain === '' && sameShape(shapeOf(graph, value), shapeOf(graph, outputs[0]));

export const replaceSigmoidByTanh = defineRule({
  name: 'replace-sigmoid-by-tanh',
  family: 'elementwise',
  title: 'A Sigmoid is half of a Tanh and a half, whose kernel is faster in some runtimes.',
  before: 'Sigmoid(x)',
  after: 'Add(Mul(Tanh(Mul(x, ½)), ½), ½)',
  conditions: [
    'float32 or float64',
    'something else than products of its size reads it (replace-gate-by-tanh)',
    'nothing near reads it that tells very small values apart (a logarithm, root, power, reciprocal, divisor or order): below −17 it becomes 0 in float32',
  ],
  algebra: 'σ(x) = (tanh(x/2) + 1)/2',
  exactness: 'reals',
  down: magnifiedWithin,
  roots: [op('Sigmoid', [any('x')])],
  check: (m, context) => {
    const { graph, output } = m;
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const readers = graph.uses(output).map(({ node }) => graph.node(node));
    const magnifier = magnifierOf(graph, output);
    if (magnifier !== null)
      return refuse(`${magnifier.op} tells very small values apart`, { node: magnifier.id });
    const gates = !graph.isOutput(output) && readers.every((node) => isGate(graph, node, output));
    return gates ? refuse('it gates a product', { node: m.anchor.id }) : null;
  },
  rewrite: (m, b) => {
    const half = b.scalar(must(m.dtype('x'), 'type'), 0.5);
    const t = b.node('Tanh', [b.node('Mul', [m.value('x'), half])]);
    return b.node('Add', [b.node('Mul', [t, half]), half]);
  },
});
