import { reshapeConstant, variedAxis } from '../factors';
import {
  any,
  type Builder,
  constant,
  defineRule,
  elementCount,
  type Match,
  must,
  type Node,
  op,
  permOf,
  type Refusal,
  rankOf,
  refuse,
  sameShape,
  shapeOf,
  staticShape,
  type ValueId,
} from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { type Chain, followLayout, variedBehind } from '../variation';

interface Plan {
  /** From the bias to the product. */
  readonly inward: Chain;
  readonly product: Node;
  /** From the product to whatever reads the attention's result. */
  readonly outward: Chain;
}

function plan(m: Match, opset: number): Plan | Refusal {
  const { graph } = m;
  const shape = shapeOf(graph, m.output);
  const c = m.constant('bias');
  if (shape === null || !sameShape(shape, m.shape('x'))) {
    return refuse('the bias enlarges the values, or the shape is not known', { node: m.anchor.id });
  }
  const axis = variedAxis(c.shape, shape.length);
  if (axis !== shape.length - 1 || elementCount(c.shape) < 2) {
    return refuse('the addend is not a bias per feature', { value: m.value('bias') });
  }
  const inward = followLayout(graph, { value: m.output, varied: new Set([axis]) });
  if ('reason' in inward) return inward;
  const { consumer: product, slot, end } = inward;
  const rank = rankOf(graph, end.value);
  if (product.op !== 'MatMul' || product.domain !== '' || slot !== 1 || rank === null || rank < 2) {
    return refuse('it is not the values of an attention', { node: product.id });
  }
  const softmax = graph.producer(product.inputs[0]);
  const weights = softmax === null ? null : rankOf(graph, softmax.outputs[0]);
  if (softmax?.op !== 'Softmax' || softmax.domain !== '') {
    return refuse('the left operand does not come straight from a Softmax', { node: product.id });
  }
  const axes = normalisedAxes(graph, softmax, opset);
  if (axes?.length !== 1 || weights === null || axes[0] !== weights - 1) {
    return refuse('the rows of the Softmax do not sum to 1', { node: softmax.id });
  }
  if (end.varied.has(rank - 2)) {
    return refuse('the bias differs from key to key', { node: product.id, value: end.value });
  }
  const result = product.outputs[0];
  if (result === null || result === undefined || weights !== rank || rankOf(graph, result) !== rank) {
    return refuse('the operands of the product have different ranks', { node: product.id });
  }
  const outward = followLayout(graph, { value: result, varied: end.varied });
  if ('reason' in outward) return outward;
  return staticShape(graph, outward.end.value) === null
    ? refuse('the shape of the result is not known', { value: outward.end.value })
    : { inward, product, outward };
}

export const moveValueBiasBehindAttention = defineRule({
  name: 'move-value-bias-behind-attention',
  family: 'matmul',
  title: 'A bias on the values can be added to the result of the attention.',
  before: 'Softmax(l)·(v + b)',
  after: 'Softmax(l)·v + b',
  conditions: [
    'the attention weights come straight from a Softmax over their last axis, so that each row sums to 1',
    'around the product there are only Transposes and Reshapes, through which the bias stays the same for every key',
    'the values and the result are used nowhere else and are no outputs of the graph',
  ],
  algebra: 'p·(v + 1·b) = p·v + (p·1)·b = p·v + 1·b when rows of p sum to 1',
  exactness: 'reals',
  down: 12,
  roots: [op('Add', [any('x'), constant('bias')], { commutative: true })],
  check: (m, { opset }) => {
    const found = plan(m, opset);
    return 'reason' in found ? found : null;
  },
  rewrite: (m, b, { opset }) => {
    const found = plan(m, opset);
    if ('reason' in found) return m.output;
    const { inward, product, outward } = found;
    const through = (value: ValueId, nodes: readonly Node[]): ValueId =>
      nodes.reduce((at, node) => must(b.again(node, [at, ...node.inputs.slice(1)])[0], 'output'), value);
    const values = through(m.value('x'), inward.nodes);
    const result = must(b.again(product, [product.inputs[0] ?? null, values])[0], 'output');
    const end = through(result, outward.nodes);
    // Order is kept by every step on axes that vary, up to Transposes among them, which the constant goes through too.
    const bias = biasBehind(m, b, found);
    return new Map([[outward.end.value, b.node('Add', [end, bias])]]);
  },
});

/** The bias taken through the same rearrangements, with extent 1 wherever it does not vary. */
function biasBehind(m: Match, b: Builder, { inward, outward }: Plan): ValueId {
  const { graph } = m;
  const rank = must(rankOf(graph, m.output), 'rank');
  let varied: ReadonlySet<number> = new Set([rank - 1]);
  let constantNow = reshapeConstant(b, m.constant('bias'), [
    ...Array.from({ length: rank - 1 }, () => 1),
    elementCount(m.constant('bias').shape),
  ]);
  for (const node of [...inward.nodes, ...outward.nodes]) {
    const behind = must(variedBehind(graph, node, varied), 'varied axes');
    if (node.op === 'Transpose')
      constantNow = b.fold('Transpose', [constantNow], { perm: must(permOf(graph, node), 'perm') });
    else {
      const shape = must(staticShape(graph, node.outputs[0]), 'shape');
      constantNow = reshapeConstant(
        b,
        constantNow,
        shape.map((dim, i) => (behind.has(i) ? dim : 1)),
      );
    }
    varied = behind;
  }
  const last = constantNow.shape.at(-1) ?? 1;
  const plain =
    elementCount(constantNow.shape) === last ? reshapeConstant(b, constantNow, [last]) : constantNow;
  return b.add(plain);
}
