import { arithmeticRefusal } from '../arithmetic';
import { convLike, filterRange } from '../convolution';
import {
  any,
  constant,
  defineRule,
  intAttr,
  type Match,
  maybe,
  op,
  type Refusal,
  refuse,
  sliceOf,
} from '../kit';

/** The channels that a Slice takes of a convolution's result. */
function range(m: Match): { start: number; end: number } | Refusal {
  const slice = sliceOf(m.graph, m.node('slice'));
  const at = { node: m.node('slice').id };
  if (slice === null) return refuse('what is taken is not known', at);
  if (slice.axes.length !== 1 || slice.axes[0] !== 1)
    return refuse('other axes than the channels are cut', at);
  if (slice.steps[0] !== 1) return refuse('channels are left out in between', at);
  const size = m.constant('w').shape[0] ?? 0;
  const clamp = (n: number) => Math.min(Math.max(n < 0 ? n + size : n, 0), size);
  const [start, end] = [clamp(slice.starts[0] ?? 0), clamp(slice.ends[0] ?? size)];
  return start < end ? { start, end } : refuse('nothing is taken', at);
}

export const narrowConvToSlice = defineRule({
  name: 'narrow-conv-to-slice',
  family: 'convolution',
  title: 'Only the filters whose channels are taken are computed.',
  before: 'Slice(Conv(x, w, b)) along the channels',
  after: 'Conv(x, Slice(w), Slice(b))',
  conditions: [
    'the slice takes consecutive channels, and nothing else is cut',
    'one group; weights and bias are constant, float32 or float64',
  ],
  algebra: '(w∗x)[m] = w[m]∗x',
  exactness: 'reals',
  roots: [
    op('Slice', [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' })], {
      name: 'slice',
      rest: 'spec',
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (intAttr(m.node('conv'), 'group', 1) !== 1) return refuse('the convolution is grouped');
    const taken = range(m);
    return 'reason' in taken ? taken : null;
  },
  rewrite: (m, b) => {
    const taken = range(m);
    if ('reason' in taken) return m.output;
    const bias = m.find('b') === null ? null : m.constant('b');
    const [weights, biases] = filterRange(b, m.constant('w'), bias, taken.start, taken.end);
    return convLike(b, m.node('conv'), m.value('x'), weights, biases);
  },
});
