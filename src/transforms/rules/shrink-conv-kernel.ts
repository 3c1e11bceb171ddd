import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convAttrs, convLike, convOf } from '../convolution';
import {
  any,
  type Constant,
  constant,
  defineRule,
  type Match,
  maybe,
  must,
  numbersOf,
  op,
  refuse,
} from '../kit';

interface Shrunk {
  readonly weights: Constant;
  readonly conv: Conv;
  readonly kernel: readonly number[];
  readonly pads: readonly number[];
}

/** The kernel without the zeros that a Pad put around it; null where there are none. */
function shrunk(m: Match): Shrunk | null {
  const w = m.constant('w');
  const conv = convOf(m.graph, m.node('conv'));
  if (conv === null || w.kind !== 'applied' || w.op !== 'Pad' || w.domain !== '') return null;
  const [inner, amounts, fill, axes] = w.inputs;
  const mode = w.attrs.get('mode');
  const attr = w.attrs.get('pads');
  if (!inner || fill || axes || (mode !== undefined && mode.value !== 'constant')) return null;
  if ((w.attrs.get('value')?.value ?? 0) !== 0) return null;
  const zeros = amounts ? numbersOf(amounts) : attr?.kind === 'ints' ? attr.value.map(Number) : null;
  const rank = w.shape.length;
  if (zeros?.length !== 2 * rank || [0, 1, rank, rank + 1].some((i) => zeros[i] !== 0)) return null;
  const around = [...zeros.slice(2, rank), ...zeros.slice(rank + 2)];
  const pads = conv.pads.map((pad, i) => pad - (around[i] ?? 0) * (conv.dilations[i % conv.spatial] ?? 1));
  if (around.some((n) => n < 0) || pads.some((pad) => pad < 0)) return null;
  return { weights: inner, conv, kernel: inner.shape.slice(2), pads };
}

export const shrinkConvKernel = defineRule({
  name: 'shrink-conv-kernel',
  family: 'convolution',
  title: 'Zeros that were put around a kernel go away with the padding that made room for them.',
  before: 'Conv(x, Pad(w))',
  after: 'Conv(x, w)',
  conditions: ['the weights are a constant padded with zeros', 'the convolution pads at least as far'],
  algebra: 'weights of zero add nothing',
  exactness: 'reals',
  roots: [op('Conv', [any('x'), constant('w'), maybe(any('b'))], { name: 'conv' })],
  undoes: ['enlarge-conv-kernel'],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    (shrunk(m) === null ? refuse('the kernel has no border of zeros within the padding') : null),
  rewrite: (m, b) => {
    const { weights, conv, kernel, pads } = must(shrunk(m), 'kernel');
    const attrs = { ...convAttrs({ ...conv, kernel, pads }), auto_pad: undefined };
    return convLike(b, conv.node, conv.x, weights, conv.bias, attrs);
  },
});
