import { variedAxis, wideFloatRefusal } from '../factors';
import {
  any,
  bypassRefusal,
  constant,
  defineRule,
  elementCount,
  type Graph,
  type Match,
  type Node,
  op,
  type Refusal,
  rankOf,
  refuse,
  sameShape,
  shapeOf,
  type ValueId,
} from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { followLayout, soleConsumer } from '../variation';

/** Follows logits down to the Softmax; refuses whatever could shift the entries of one row differently. */
function followLogits(graph: Graph, start: ValueId, opset: number): Refusal | null {
  for (let value = start; ; ) {
    const next = soleConsumer(graph, value);
    if ('reason' in next) return next;
    const { node, slot } = next;
    if (node.op === 'Softmax' && node.domain === '') {
      const axes = normalisedAxes(graph, node, opset);
      const rank = rankOf(graph, value);
      return axes?.length === 1 && rank !== null && axes[0] === rank - 1
        ? null
        : refuse('the Softmax does not normalise the last axis alone', { node: node.id });
    }
    const refusal = shiftRefusal(graph, node, slot, value);
    if (refusal !== null) return refusal;
    const [output] = node.outputs;
    if (output === null || output === undefined) return refuse('the logits go nowhere', { node: node.id });
    value = output;
  }
}

/** Refuses a node that does not keep a shift of whole rows a shift of whole rows. */
function shiftRefusal(graph: Graph, node: Node, slot: number, logits: ValueId): Refusal | null {
  if (node.domain !== '')
    return refuse('an unknown operator is on the way to the Softmax', { node: node.id });
  if (!sameShape(shapeOf(graph, node.outputs[0]), shapeOf(graph, logits))) {
    return refuse('something on the way to the Softmax changes the shape', { node: node.id });
  }
  if (node.op === 'Add' || (node.op === 'Sub' && slot === 0)) return null;
  if (node.op === 'Mul' || (node.op === 'Div' && slot === 0)) {
    const other = shapeOf(graph, node.inputs[1 - slot]);
    return other?.every((dim) => dim === 1)
      ? null
      : refuse('logits are scaled by more than one number', { node: node.id });
  }
  if (node.op === 'Where') return refuse('masked logits are replaced by a constant', { node: node.id });
  return refuse(`${node.op} is on the way to the Softmax`, { node: node.id });
}

function refusalOf(m: Match, opset: number): Refusal | null {
  const { graph } = m;
  const shape = shapeOf(graph, m.output);
  const c = m.constant('bias');
  if (shape === null || !sameShape(shape, m.shape('x'))) {
    return refuse('the bias enlarges the keys, or the shape is not known', { node: m.anchor.id });
  }
  const axis = variedAxis(c.shape, shape.length);
  if (axis !== shape.length - 1 || elementCount(c.shape) < 2) {
    return refuse('the addend is not a bias per feature', { value: m.value('bias') });
  }
  const chain = followLayout(graph, { value: m.output, varied: new Set([axis]) });
  if ('reason' in chain) return chain;
  const { consumer, slot, end } = chain;
  const rank = rankOf(graph, end.value);
  if (consumer.op !== 'MatMul' || consumer.domain !== '' || slot !== 1 || rank === null || rank < 2) {
    return refuse('it is not the keys of an attention', { node: consumer.id });
  }
  if (end.varied.has(rank - 1)) {
    return refuse('the bias differs from key to key', { node: consumer.id, value: end.value });
  }
  const logits = consumer.outputs[0];
  if (logits === null || logits === undefined) return refuse('the logits go nowhere', { node: consumer.id });
  return (
    followLogits(graph, logits, opset) ??
    wideFloatRefusal(graph, m.output) ??
    bypassRefusal(graph, m.output, m.value('x'))
  );
}

export const dropKeyBias = defineRule({
  name: 'drop-key-bias',
  family: 'matmul',
  title: 'A bias on the keys shifts all logits of a row alike, which Softmax does not see.',
  before: 'Softmax(q·(k + b)ᵀ·s + mask)',
  after: 'Softmax(q·kᵀ·s + mask)',
  conditions: [
    'between the bias and the product there are only Transposes and Reshapes, through which it stays the same for every key',
    'between the product and the Softmax over its last axis there are only additive masks and scaling by one number; not a Where',
    'float32 or float64: in a half the logits could overflow without their shift',
    'the keys and logits are used nowhere else (no cache) and are no outputs of the graph',
  ],
  algebra: 'q·(k + b)ᵀ = q·kᵀ + (q·b)·1ᵀ, and softmax(l + c·1) = softmax(l)',
  exactness: 'reals',
  down: 12,
  roots: [op('Add', [any('x'), constant('bias')], { commutative: true })],
  check: (m, { opset }) => refusalOf(m, opset),
  rewrite: (m) => m.value('x'),
});
