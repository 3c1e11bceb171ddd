import { float32Refusal } from '../arithmetic';
import { gatedByHardSigmoid } from '../hardSwish';
import { any, defineRule, op } from '../kit';

export const lowerHardSwish = defineRule({
  name: 'lower-hard-swish',
  family: 'elementwise',
  title: 'A HardSwish is a value times its HardSigmoid.',
  before: 'HardSwish(x)',
  after: 'Mul(x, HardSigmoid(x)), α = 1/6, β = ½',
  conditions: ['float32 (attributes and constants are rounded to it)'],
  algebra: 'x·clip(x/6 + ½, 0, 1)',
  exactness: 'reals',
  roots: [op('HardSwish', [any('x')])],
  undoes: ['recognise-hard-swish'],
  check: (m) => float32Refusal(m.graph, m.value('x')),
  rewrite: (m, b) => gatedByHardSigmoid(b, m.value('x')),
});
