import { convActivation, fusable } from '../activation';
import { float32Refusal } from '../arithmetic';
import { any, defineRule, maybe, must, op, refuse, toAttrs } from '../kit';

export const fuseConvActivation = defineRule({
  name: 'fuse-conv-activation',
  family: 'fusion',
  title: 'A convolution applies the activation that follows to its result.',
  before: 'f(Conv(x, w, b)), f Relu, Clip, LeakyRelu, Sigmoid, Tanh or HardSigmoid',
  after: 'com.microsoft.FusedConv(x, w, b) with activation f',
  conditions: ['the bounds of a Clip are constant', 'float32'],
  algebra: 'f(w∗x + b)',
  exactness: 'reals',
  roots: [
    op(fusable, [op('Conv', [any('x'), any('w'), maybe(any('b'))], { name: 'conv' })], {
      name: 'f',
      rest: 'bounds',
    }),
  ],
  standardOps: false,
  providers: ['wasm'],
  check: (m) =>
    float32Refusal(m.graph, m.value('x')) ??
    (convActivation(m.graph, m.node('f')) === null
      ? refuse('a bound is not known, or crosses the other')
      : null),
  rewrite: (m, b) => {
    const conv = m.node('conv');
    const activation = toAttrs(must(convActivation(b.graph, m.node('f')), 'activation'));
    const attrs = Object.fromEntries([...conv.attrs, ...activation]);
    return b.node('FusedConv', conv.inputs, attrs, { domain: 'com.microsoft', like: conv });
  },
});
