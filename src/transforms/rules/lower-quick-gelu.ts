import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, floatAttr, must, op } from '../kit';

export const lowerQuickGelu = defineRule({
  name: 'lower-quick-gelu',
  family: 'elementwise',
  title: 'The runtime’s QuickGelu is written out: SiLU where α is 1.',
  before: 'com.microsoft.QuickGelu(x, α)',
  after: 'Mul(x, Sigmoid(Mul(x, α))), without the factor where it is 1',
  conditions: ['float32 or float64'],
  algebra: 'QuickGelu(x) = x·σ(α·x)',
  exactness: 'reals',
  undoes: ['fuse-quick-gelu'],
  roots: [op('QuickGelu', [any('x')], { domain: 'com.microsoft' })],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => {
    const x = m.value('x');
    const alpha = floatAttr(m.anchor, 'alpha', 1.702);
    const scaled = alpha === 1 ? x : b.node('Mul', [x, b.scalar(must(m.dtype('x'), 'type'), alpha)]);
    return b.node('Mul', [x, b.node('Sigmoid', [scaled])]);
  },
});
