import { float32Refusal } from '../arithmetic';
import { erfGelu, geluRefusal } from '../gelu';
import { defineRule } from '../kit';

export const fuseGelu = defineRule({
  name: 'fuse-gelu',
  family: 'fusion',
  title: 'A Gelu that is written out becomes one kernel.',
  before: 'Mul(Mul(x, Add(Erf(Div(x, √2)), 1)), ½)',
  after: 'com.microsoft.Gelu(x)',
  conditions: ['the constants are those of Gelu', 'float32'],
  algebra: 'Gelu(x) = ½·x·(1 + erf(x/√2))',
  exactness: 'reals',
  roots: [erfGelu],
  standardOps: false,
  check: (m, context) => geluRefusal(m, context) ?? float32Refusal(m.graph, m.value('x')),
  rewrite: (m, b) => b.node('Gelu', [m.value('x')], {}, { domain: 'com.microsoft' }),
});
