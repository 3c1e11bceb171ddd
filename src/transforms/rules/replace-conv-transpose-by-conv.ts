import type { Graph, Node } from '../../graph';
import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convAttrs, hasUnitStrides, windowOf } from '../convolution';
import {
  any,
  constant,
  defineRule,
  intAttr,
  intsAttr,
  type Match,
  maybe,
  must,
  op,
  type Refusal,
  type RuleContext,
  refuse,
  staticShape,
  stringAttr,
} from '../kit';
import { turnedPads, turnedWeights } from '../turnedConv';
import { fewFilters } from './replace-conv-by-conv-transpose';

type Transposed = Pick<Conv, 'group' | 'kernel' | 'strides' | 'dilations' | 'pads' | 'channels' | 'filters'>;

/** A ConvTranspose with its attributes resolved; null where its size is not by its padding, or its weights' is not known. */
function transposedOf(graph: Graph, node: Node): Transposed | null {
  const shape = staticShape(graph, node.inputs[1]);
  const padding = stringAttr(node, 'auto_pad', 'NOTSET');
  if (shape === null || node.attrs.has('output_shape') || padding.startsWith('SAME')) return null;
  const [channels = 0, perGroup = 0, ...kernel] = shape;
  const window = windowOf(graph, node, kernel);
  const group = intAttr(node, 'group', 1);
  return window && { group, kernel, channels, filters: perGroup * group, ...window };
}

function refusalOf(m: Match, context: RuleContext): Refusal | null {
  const refusal = arithmeticRefusal(context, m.value('x'));
  if (refusal !== null) return refusal;
  const node = m.node('conv');
  const conv = transposedOf(m.graph, node);
  if (conv === null) return refuse('the size of the result is given, and not the padding');
  if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
  if (intsAttr(node, 'output_padding')?.some((extra) => extra !== 0)) return refuse('the result is padded');
  if (turnedPads(conv).some((pad) => pad < 0)) return refuse('more is cut off than the kernel reaches');
  const few = conv.filters <= fewFilters && 2 * conv.filters <= conv.channels;
  return few && conv.group === 1 ? refuse('few filters read many channels') : null;
}

export const replaceConvTransposeByConv = defineRule({
  name: 'replace-conv-transpose-by-conv',
  family: 'convolution',
  title: 'Where inputs lie as close as outputs, a transposed convolution is a convolution.',
  before: 'ConvTranspose(x, w, b)',
  after: 'Conv(x, w with its channels swapped and its taps reversed, b)',
  conditions: [
    'the stride is 1, nothing is padded behind the result, and no more is cut off than the kernel reaches',
    'grouped, or more than 16 filters, or more than half as many as there are channels',
    'weights and bias are constant, float32 or float64',
  ],
  algebra: 'y[p] = Σ w[t]·x[q] over all q + t = p = Σ w′[t′]·x[p + t′], w′ = w the other way round',
  exactness: 'reals',
  roots: [op('ConvTranspose', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  check: refusalOf,
  rewrite: (m, b) => {
    const conv = must(transposedOf(m.graph, m.node('conv')), 'transposed convolution');
    const weights = b.add(turnedWeights(b, m.constant('w'), conv.group));
    const bias = m.find('b') === null ? [] : [m.value('b')];
    return b.node('Conv', [m.value('x'), weights, ...bias], { ...convAttrs(conv), pads: turnedPads(conv) });
  },
});
