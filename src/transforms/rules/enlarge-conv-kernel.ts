import { arithmeticRefusal } from '../arithmetic';
import { type Conv, convAttrs, convLike, convOf } from '../convolution';
import { any, constant, defineRule, type Match, maybe, must, op, refuse } from '../kit';
import { zeroPadded } from '../weights';

/** Zeros to put before and after the kernel so that its window is the other's; null where it cannot be. */
function growth(
  from: Conv,
  to: Conv,
): { readonly before: readonly number[]; readonly after: readonly number[] } | null {
  const before: number[] = [];
  const after: number[] = [];
  for (let i = 0; i < from.spatial; i++) {
    const [kernel, wanted] = [from.kernel[i] ?? 1, to.kernel[i] ?? 1];
    const dilation = to.dilations[i] ?? 1;
    if (from.strides[i] !== to.strides[i]) return null;
    if (kernel > 1 && from.dilations[i] !== dilation) return null;
    const begin = ((to.pads[i] ?? 0) - (from.pads[i] ?? 0)) / dilation;
    const end = ((to.pads[i + to.spatial] ?? 0) - (from.pads[i + from.spatial] ?? 0)) / dilation;
    if (begin < 0 || end < 0 || !Number.isInteger(begin) || kernel + begin + end !== wanted) return null;
    before.push(begin);
    after.push(end);
  }
  return [...before, ...after].some((n) => n > 0) ? { before, after } : null;
}

const both = (m: Match) => [convOf(m.graph, m.node('small')), convOf(m.graph, m.node('large'))] as const;

export const enlargeConvKernel = defineRule({
  name: 'enlarge-conv-kernel',
  family: 'convolution',
  title:
    'A kernel gets a border of zeros, so that its window is that of another convolution of the same input.',
  before: 'Conv(x, w), next to Conv(x, v) with a larger kernel',
  after: 'Conv(x, Pad(w))',
  conditions: [
    'both take steps of the same size, and their windows agree once zeros are added',
    'the weights are constant, float32 or float64',
  ],
  algebra: 'weights of zero add nothing',
  exactness: 'reals',
  roots: [
    op('Conv', [any('x'), constant('w'), maybe(any('b'))], { name: 'small' }),
    op('Conv', [any('x'), constant('v'), maybe(any('c'))], { name: 'large' }),
  ],
  undoes: ['shrink-conv-kernel'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [small, large] = both(m);
    if (small === null || large === null) return refuse('the padding is not known');
    return growth(small, large) === null ? refuse('zeros do not make the windows equal') : null;
  },
  rewrite: (m, b) => {
    const [small, large] = both(m).map((conv) => must(conv, 'convolution'));
    const [from, to] = [must(small, 'small'), must(large, 'large')];
    const { before, after } = must(growth(from, to), 'growth');
    const weights = zeroPadded(b, m.constant('w'), [0, 0, ...before, 0, 0, ...after]);
    const attrs = { ...convAttrs({ ...to, group: from.group }), auto_pad: undefined };
    return new Map([[m.output, convLike(b, from.node, from.x, weights, from.bias, attrs)]]);
  },
});
