import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, maybe, op } from '../kit';
import { writtenGelu } from '../writtenGelu';

export const lowerFusedGelu = defineRule({
  name: 'lower-fused-gelu',
  family: 'elementwise',
  title: 'The runtime’s Gelu is written out, so that it runs anywhere and its parts meet their neighbours.',
  before: 'com.microsoft.Gelu(x), com.microsoft.BiasGelu(x, b)',
  after: 'Mul(Mul(x + b, Add(Erf(Mul(x + b, √½)), 1)), ½)',
  conditions: ['float32 or float64'],
  algebra: 'Gelu(x) = ½·x·(1 + erf(x/√2))',
  exactness: 'reals',
  undoes: ['fuse-gelu', 'fuse-bias-gelu'],
  roots: [op(['Gelu', 'BiasGelu'], [any('x'), maybe(any('bias'))], { domain: 'com.microsoft' })],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => {
    const bias = m.find('bias');
    const x = bias === null ? m.value('x') : b.node('Add', [m.value('x'), bias]);
    return writtenGelu(b, x, false);
  },
});
