import { wideFloatRefusal } from '../factors';
import { defineRule, type Graph, must, type Node, op, refuse, type ValueId } from '../kit';

const variadic = ['Max', 'Min', 'Sum'];

/** The first input that the same operator makes for this node alone. */
function nested(graph: Graph, node: Node): Node | null {
  for (const input of node.inputs) {
    const producer = graph.producer(input);
    if (input === null || producer === null || producer.op !== node.op || producer.domain !== '') continue;
    if (graph.uses(input).length === 1 && !graph.isOutput(input)) return producer;
  }
  return null;
}

export const flattenVariadic = defineRule({
  name: 'flatten-variadic',
  family: 'elementwise',
  title: 'A maximum of a maximum is one maximum of all; so for minima and sums.',
  before: 'Max(Max(x, y), z), Min, Sum',
  after: 'Max(x, y, z)',
  conditions: [
    'an operand is made by the same operator, and used nowhere else',
    'sums are float32 or float64: in another order a half can overflow',
  ],
  algebra: 'max, min and + are associative',
  exactness: 'reals',
  roots: [op(variadic, null, { name: 'outer' })],
  radius: 1,
  check: (m, context) => {
    if (context.opset < 8) return refuse('operands do not broadcast before opset 8');
    if (nested(m.graph, m.node('outer')) === null) {
      return refuse('no operand is made by the same operator alone');
    }
    return m.anchor.op === 'Sum' ? wideFloatRefusal(m.graph, m.output) : null;
  },
  rewrite: (m, b) => {
    const outer = m.node('outer');
    const inner = must(nested(b.graph, outer), 'inner');
    const operands = outer.inputs.flatMap((input): readonly (ValueId | null)[] =>
      input === inner.outputs[0] ? inner.inputs : [input],
    );
    return b.node(outer.op, operands);
  },
});
