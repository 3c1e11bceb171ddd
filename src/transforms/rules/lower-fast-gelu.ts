import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, maybe, op } from '../kit';
import { writtenGelu } from '../writtenGelu';

export const lowerFastGelu = defineRule({
  name: 'lower-fast-gelu',
  family: 'elementwise',
  title: 'The runtime’s approximate Gelu is written out, so that it runs anywhere.',
  before: 'com.microsoft.FastGelu(x, b)',
  after: 'Mul(Mul(x + b, Add(Tanh(…), 1)), ½)',
  conditions: ['float32 or float64'],
  algebra: 'FastGelu(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))',
  exactness: 'reals',
  undoes: ['fuse-fast-gelu'],
  roots: [op('FastGelu', [any('x'), maybe(any('bias'))], { domain: 'com.microsoft' })],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) => {
    const bias = m.find('bias');
    const x = bias === null ? m.value('x') : b.node('Add', [m.value('x'), bias]);
    return writtenGelu(b, x, true);
  },
});
