import { float32Refusal } from '../arithmetic';
import { any, defineRule, float, floatAttr, maybe, op } from '../kit';

export const fuseGemmActivation = defineRule({
  name: 'fuse-gemm-activation',
  family: 'fusion',
  title: 'A dense layer applies the activation that follows to its result.',
  before: 'f(Gemm(x, w, b)), f Relu, LeakyRelu, Sigmoid or Tanh',
  after: 'com.microsoft.FusedGemm(x, w, b) with activation f',
  conditions: ['float32'],
  algebra: 'f(α·x·w + β·b)',
  exactness: 'reals',
  roots: [
    op(
      ['Relu', 'LeakyRelu', 'Sigmoid', 'Tanh'],
      [op('Gemm', [any('x'), any('w'), maybe(any('b'))], { name: 'gemm' })],
      { name: 'f' },
    ),
  ],
  standardOps: false,
  providers: ['wasm'],
  check: (m) => float32Refusal(m.graph, m.value('x')),
  rewrite: (m, b) => {
    const [gemm, f] = [m.node('gemm'), m.node('f')];
    const slope = f.op === 'LeakyRelu' ? { activation_alpha: float(floatAttr(f, 'alpha', 0.01)) } : {};
    const attrs = { ...Object.fromEntries(gemm.attrs), activation: f.op, ...slope };
    return b.node('FusedGemm', gemm.inputs, attrs, { domain: 'com.microsoft', like: gemm });
  },
});
