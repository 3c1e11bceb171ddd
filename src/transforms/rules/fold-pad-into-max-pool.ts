import { clipBounds } from '../clipBounds';
import {
  any,
  defineRule,
  dtypeOfValue,
  type Graph,
  intAttr,
  intsAttr,
  isFloat,
  must,
  op,
  refuse,
  type ValueId,
  withAttrs,
} from '../kit';
import { isRefusedPad, kernelRefusal, spatialPad, sumPads, windowPads } from '../windows';

/** Operators whose results are never negative. */
const nonNegative = new Set(['Relu', 'Sigmoid', 'Softmax', 'Softplus', 'Abs', 'HardSigmoid', 'Exp', 'Sqrt']);

const isFloatValue = (graph: Graph, id: ValueId): boolean => {
  const dtype = dtypeOfValue(graph, id);
  return dtype !== null && isFloat(dtype);
};

function isNonNegative(graph: Graph, id: ValueId): boolean {
  const producer = graph.producer(id);
  if (producer === null || producer.domain !== '') return false;
  // The smallest integer has no absolute value in its type.
  if (nonNegative.has(producer.op)) return producer.op !== 'Abs' || isFloatValue(graph, id);
  if (producer.op !== 'Clip') return false;
  const bounds = clipBounds(graph, producer);
  return bounds !== null && bounds.min >= 0 && bounds.max >= 0;
}

export const foldPadIntoMaxPool = defineRule({
  name: 'fold-pad-into-max-pool',
  family: 'convolution',
  title: 'Padding that can never be the maximum is padding of the MaxPool.',
  before: 'MaxPool(Pad(x, p))',
  after: 'MaxPool(x; pads + p)',
  conditions: [
    'it pads spatial axes with a constant that cannot win: −∞, or 0 where x is never negative',
    'the pool does not round its size up or dilate, and gives no indices',
    'every window is larger than the padding',
  ],
  algebra: 'max(S ∪ {v}) = max(S) when v ≤ some element of S; the pool pads with −∞',
  exactness: 'bits',
  radius: 2,
  roots: [op('MaxPool', [op('Pad', [any('x')], { name: 'pad', rest: 'settings', shared: true })])],
  check: (m) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    if (isRefusedPad(pad)) return pad;
    const loses =
      pad.value === Number.NEGATIVE_INFINITY || (pad.value === 0 && isNonNegative(m.graph, m.value('x')));
    if (!loses) return refuse('the padded value could be the maximum', { node: m.node('pad').id });
    const own = windowPads(m.anchor, pad.pads.length / 2);
    if (own === null) return refuse('the pool works out its own padding', { node: m.anchor.id });
    if (m.anchor.outputs.length > 1) return refuse('the pool gives indices', { node: m.anchor.id });
    if (intAttr(m.anchor, 'ceil_mode', 0) === 1)
      return refuse('the pool rounds its size up', { node: m.anchor.id });
    if ((intsAttr(m.anchor, 'dilations') ?? []).some((d) => d !== 1)) {
      return refuse('the pool is dilated', { node: m.anchor.id });
    }
    return kernelRefusal(m.anchor, sumPads(own, pad.pads));
  },
  rewrite: (m, b) => {
    const pad = spatialPad(m.graph, m.node('pad'));
    const own = isRefusedPad(pad) ? null : windowPads(m.anchor, pad.pads.length / 2);
    const pads = isRefusedPad(pad) ? [] : sumPads(pad.pads, must(own, 'pads'));
    const attrs = withAttrs(m.anchor, { pads, auto_pad: undefined });
    return must(b.again(m.anchor, [m.value('x')], attrs)[0], 'output');
  },
});
