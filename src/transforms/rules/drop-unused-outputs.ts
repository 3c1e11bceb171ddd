import { anyOp, defineRule, must, type Node, refuse, type ValueId } from '../kit';

/** How many outputs an operator must have; those after may be left out. */
const required: Readonly<Record<string, number>> = {
  Dropout: 1,
  MaxPool: 1,
  LayerNormalization: 1,
  LSTM: 1,
  GRU: 1,
  RNN: 1,
  'com.microsoft:SkipLayerNormalization': 1,
  'com.microsoft:SkipSimplifiedLayerNormalization': 1,
};

const keyOf = (node: Node) => (node.domain === '' ? node.op : `${node.domain}:${node.op}`);

export const dropUnusedOutputs = defineRule({
  name: 'drop-unused-outputs',
  family: 'clean-up',
  title: 'Optional outputs at the end that nobody uses need not be computed.',
  before: 'y, mask = Dropout(x), mask unused',
  after: 'y = Dropout(x)',
  conditions: ['the operator lets its last output be left out', 'that output is not used'],
  algebra: 'the outputs that stay do not depend on those that go',
  exactness: 'bits',
  roots: [anyOp({ where: (node) => keyOf(node) in required })],
  check: ({ graph, anchor }) => {
    const last = anchor.outputs.at(-1);
    if (anchor.outputs.length <= (required[keyOf(anchor)] ?? Number.POSITIVE_INFINITY)) {
      return refuse('all its outputs are required', { node: anchor.id });
    }
    if (last !== null && last !== undefined && (graph.isOutput(last) || graph.uses(last).length > 0)) {
      return refuse('its last output is used', { node: anchor.id, value: last });
    }
    if (anchor.outputs.slice(0, -1).includes(null)) {
      return refuse('an output before the last is left out', { node: anchor.id });
    }
    return null;
  },
  rewrite: ({ anchor }, b) => {
    const kept = anchor.outputs.slice(0, -1).map((output) => must(output, 'output'));
    const outputs = b.again(anchor, anchor.inputs, anchor.attrs, kept.length);
    return new Map<ValueId, ValueId>(kept.map((old, i) => [old, must(outputs[i], 'output')]));
  },
});
