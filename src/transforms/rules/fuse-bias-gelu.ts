import { float32Refusal } from '../arithmetic';
import { any, constant, defineRule, op, refuse } from '../kit';

export const fuseBiasGelu = defineRule({
  name: 'fuse-bias-gelu',
  family: 'fusion',
  title: 'A bias goes into the Gelu that follows.',
  before: 'Gelu(Add(x, b)), FastGelu(Add(x, b)) of com.microsoft',
  after: 'BiasGelu(x, b), FastGelu(x, b)',
  conditions: ['the bias is a constant vector along the last axis', 'float32'],
  algebra: 'Gelu(x + b)',
  exactness: 'reals',
  roots: [
    op(['Gelu', 'FastGelu'], [op('Add', [any('x'), constant('b')], { commutative: true })], {
      name: 'gelu',
      domain: 'com.microsoft',
    }),
  ],
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const { shape } = m.constant('b');
    if (shape.length === 1 && m.shape('x')?.at(-1) === shape[0]) return null;
    return refuse('the bias is no vector along the last axis', { value: m.value('b') });
  },
  rewrite: (m, b) => {
    const type = m.node('gelu').op === 'Gelu' ? 'BiasGelu' : 'FastGelu';
    return b.node(type, [m.value('x'), m.value('b')], {}, { domain: 'com.microsoft' });
  },
});
