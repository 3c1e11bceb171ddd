import { any, defineRule, type Match, must, op, type Refusal, refuse } from '../kit';
import { indicesRefusal, poolOf } from '../pooling';

interface Rest {
  readonly kernel: readonly number[];
  readonly pads: readonly number[];
  readonly strides: readonly number[];
}

/** The window over the small pooling's result that gives the large one's. */
function rest(m: Match): Rest | Refusal {
  const [small, large] = [poolOf(m.graph, m.node('small')), poolOf(m.graph, m.node('large'))];
  if (small === null || large === null) return refuse('the padding is not known');
  if (small.node.id === large.node.id || small.spatial !== large.spatial) return refuse('not two poolings');
  for (const pool of [small, large]) {
    if (pool.dilations.some((d) => d !== 1)) return refuse('a window is dilated', { node: pool.node.id });
    if (pool.ceil) return refuse('a window may reach over the end', { node: pool.node.id });
  }
  if (small.strides.some((s) => s !== 1))
    return refuse('the smaller window takes steps', { node: small.node.id });
  const kernel = large.kernel.map((k, i) => k - (small.kernel[i] ?? 1) + 1);
  const pads = large.pads.map((p, i) => p - (small.pads[i] ?? 0));
  if (kernel.some((k) => k < 1) || kernel.every((k) => k === 1))
    return refuse('the other window is not smaller');
  if (pads.some((p, i) => p < 0 || p >= (kernel[i % kernel.length] ?? 1))) {
    return refuse('the paddings do not fit together');
  }
  return (
    indicesRefusal(m.graph, small.node) ??
    indicesRefusal(m.graph, large.node) ?? { kernel, pads, strides: large.strides }
  );
}

export const nestMaxPools = defineRule({
  name: 'nest-max-pools',
  family: 'convolution',
  title: 'A maximum over a large window starts from the maxima over a smaller one that are there anyway.',
  before: 'MaxPool(x) with kernel k, next to y = MaxPool(x) with a smaller kernel',
  after: 'MaxPool(y) with the rest of the kernel and of the padding',
  conditions: [
    'the smaller window moves in steps of 1',
    'the paddings fit together; no dilation, no ceil mode, indices not used',
  ],
  algebra: 'max over a union is the maximum of the maxima',
  exactness: 'bits',
  roots: [op('MaxPool', [any('x')], { name: 'large' }), op('MaxPool', [any('x')], { name: 'small' })],
  undoes: ['compose-max-pools'],
  check: (m) => {
    const window = rest(m);
    return 'reason' in window ? window : null;
  },
  rewrite: (m, b) => {
    const window = rest(m);
    if ('reason' in window) return m.output;
    const { kernel: kernel_shape, pads, strides } = window;
    const small = must(m.node('small').outputs[0], 'maxima');
    return b.node('MaxPool', [small], { kernel_shape, pads, strides });
  },
});
