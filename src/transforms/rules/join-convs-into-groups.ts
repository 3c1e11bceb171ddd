import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convLike, convOf, sameGeometry } from '../convolution';
import {
  type Constant,
  defineRule,
  type Graph,
  intAttr,
  must,
  type Node,
  normalAxis,
  op,
  type Refusal,
  rankOf,
  refuse,
  splitOf,
} from '../kit';
import { filled, joined } from '../weights';

interface Parts {
  readonly convs: readonly Conv[];
  readonly split: Node;
}

/** The convolutions that a Concat joins, of the parts of one Split in order; or why they are none. */
function partsOf(graph: Graph, concat: Node): Parts | Refusal {
  const rank = rankOf(graph, concat.outputs[0]);
  if (rank === null || normalAxis(intAttr(concat, 'axis', 1), rank) !== 1) {
    return refuse('the parts are not joined along the channels', { node: concat.id });
  }
  const convs: Conv[] = [];
  for (const input of concat.inputs) {
    const node = graph.producer(input);
    const conv = node === null || node.op !== 'Conv' || node.domain !== '' ? null : convOf(graph, node);
    if (conv === null || input === null) return refuse('a part is no convolution', { node: concat.id });
    if (graph.constant(conv.weights) === null || (conv.bias !== null && graph.constant(conv.bias) === null)) {
      return refuse('weights are not constant', { node: conv.node.id });
    }
    if (graph.uses(input).length !== 1 || graph.isOutput(input)) {
      return refuse('a part is also used elsewhere', { node: conv.node.id });
    }
    convs.push(conv);
  }
  const [first] = convs;
  const split = graph.producer(first?.x);
  if (first === undefined || convs.length < 2) return refuse('there is a single part', { node: concat.id });
  if (split === null || split.op !== 'Split' || split.domain !== '') {
    return refuse('the convolutions do not read the parts of one Split', { node: first.node.id });
  }
  for (const [i, conv] of convs.entries()) {
    if (split.outputs[i] !== conv.x || split.outputs.length !== convs.length) {
      return refuse('the convolutions do not read the parts of one Split in order', { node: conv.node.id });
    }
    if (conv.group !== 1) return refuse('a part is grouped', { node: conv.node.id });
    const alike =
      sameGeometry(first, conv) && first.filters === conv.filters && first.channels === conv.channels;
    if (!alike) return refuse('the convolutions differ', { node: conv.node.id });
  }
  if (splitOf(graph, split)?.axis !== 1)
    return refuse('the split is not along the channels', { node: split.id });
  return { convs, split };
}

export const joinConvsIntoGroups = defineRule({
  name: 'join-convs-into-groups',
  family: 'convolution',
  title: 'Convolutions of the equal parts of a split, joined, are one convolution in groups.',
  before: 'Concat(Conv(x1, w1, b1), Conv(x2, w2, b2)), x1 and x2 from Split(x)',
  after: 'Conv(x, [w1; w2], [b1; b2]) in groups',
  conditions: [
    'the parts are all those of one Split along the channels, in order and of one size',
    'the same window, and as many filters; no groups of their own; used nowhere else',
    'weights and biases are constant, float32 or float64',
  ],
  algebra: 'each filter sees its own group of channels only',
  exactness: 'reals',
  roots: [op('Concat', null, { name: 'concat' })],
  radius: 2,
  undoes: ['split-grouped-conv'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output);
    if (refusal !== null) return refusal;
    const parts = partsOf(m.graph, m.node('concat'));
    return 'reason' in parts ? parts : null;
  },
  rewrite: (m, b) => {
    const parts = partsOf(m.graph, m.node('concat'));
    if ('reason' in parts) return m.output;
    const { convs, split } = parts;
    const weights = convs.map((conv) => b.constantOf(conv.weights));
    const biased = convs.some((conv) => conv.bias !== null);
    const biases = convs.map(
      ({ bias, filters }, i): Constant =>
        bias === null ? filled(b, must(weights[i], 'weights').dtype, [filters], 0) : b.constantOf(bias),
    );
    const first = must(convs[0], 'first convolution').node;
    const bias = biased ? joined(b, biases, 0) : null;
    const x = must(split.inputs[0], 'input of the split');
    return convLike(b, first, x, joined(b, weights, 0), bias, { group: convs.length });
  },
});
