import { elementCount } from '../../graph';
import { type Conv, convAttrs, convOf, hasUnitStrides, isPointwise, sizedConv } from '../convolution';
import {
  any,
  constant,
  defineRule,
  type Match,
  maybe,
  must,
  op,
  type Refusal,
  type RuleContext,
  refuse,
} from '../kit';
import { turnedPads, turnedWeights } from '../turnedConv';

/** With more filters, the columns that Conv copies are used often enough (docs/bench.md). */
export const fewFilters = 16;
/** Bytes of what every input adds, which the kernel keeps all at once. */
const largestBuffer = 64 * 2 ** 20;

function refusalOf(m: Match, context: RuleContext): Refusal | null {
  const sized = sizedConv(m, context);
  if ('reason' in sized) return sized;
  const { conv, shape } = sized;
  if (conv.group !== 1) return refuse('the convolution is grouped');
  if (!hasUnitStrides(conv)) return refuse('the stride is not 1');
  if (isPointwise(conv)) return refuse('the kernel has one tap');
  if (turnedPads(conv).some((pad) => pad < 0)) return refuse('the padding is wider than the kernel');
  if (conv.filters > fewFilters || 2 * conv.filters > conv.channels) return refuse('it has many filters');
  const places = elementCount([shape[0] ?? 1, ...shape.slice(2)]);
  const added = 4 * conv.filters * elementCount(conv.kernel) * places;
  return added > largestBuffer ? refuse('it would need more than 64 MiB for what it adds') : null;
}

const read = (m: Match): Conv => must(convOf(m.graph, m.node('conv')), 'convolution');

export const replaceConvByConvTranspose = defineRule({
  name: 'replace-conv-by-conv-transpose',
  family: 'convolution',
  title: 'Where few filters read many channels, every input adds to the outputs around it.',
  before: 'Conv(x, w, b)',
  after: 'ConvTranspose(x, w with its channels swapped and its taps reversed, b)',
  conditions: [
    'the stride is 1, one group, more than one tap, no padding beyond the kernel; a shape that is known',
    'at most 16 filters, and half as many as there are channels',
    'weights and bias are constant, float32 or float64',
    'what the inputs add takes at most 64 MiB',
  ],
  algebra: 'y[p] = Σ w[t]·x[p + t] = Σ w′[t′]·x[q] over all q + t′ = p, w′ = w the other way round',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })],
  providers: ['wasm'],
  check: refusalOf,
  rewrite: (m, b) => {
    const conv = read(m);
    const weights = b.add(turnedWeights(b, m.constant('w'), 1));
    const bias = m.find('b') === null ? [] : [m.value('b')];
    return b.node('ConvTranspose', [m.value('x'), weights, ...bias], {
      ...convAttrs(conv),
      pads: turnedPads(conv),
    });
  },
});
