import { float32Refusal } from '../arithmetic';
import { geluRefusal, tanhGelu } from '../gelu';
import { defineRule } from '../kit';

export const fuseFastGelu = defineRule({
  name: 'fuse-fast-gelu',
  family: 'fusion',
  title: 'A Gelu of the tanh kind that is written out becomes one kernel.',
  before: 'Mul(Mul(x, Add(Tanh(Mul(Add(x, Mul(x³, 0.044715)), √(2/π))), 1)), ½)',
  after: 'com.microsoft.FastGelu(x)',
  conditions: ['the constants are those of Gelu', 'float32'],
  algebra: 'the definition of the approximation',
  exactness: 'reals',
  roots: [tanhGelu],
  standardOps: false,
  check: (m, context) => geluRefusal(m, context) ?? float32Refusal(m.graph, m.value('x')),
  rewrite: (m, b) => b.node('FastGelu', [m.value('x')], {}, { domain: 'com.microsoft' }),
});
