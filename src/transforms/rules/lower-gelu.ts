import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, op, stringAttr } from '../kit';
import { writtenGelu } from '../writtenGelu';

export const lowerGelu = defineRule({
  name: 'lower-gelu',
  family: 'elementwise',
  title: 'Gelu is written out, so that its parts meet their neighbours.',
  before: 'Gelu(x)',
  after: 'Mul(Mul(x, Add(Erf(Mul(x, √½)), 1)), ½), or the same with tanh',
  conditions: ['float32 or float64'],
  algebra: 'Gelu(x) = ½·x·(1 + erf(x/√2))',
  exactness: 'reals',
  roots: [op('Gelu', [any('x')], { name: 'gelu' })],
  undoes: ['recognise-gelu', 'recognise-tanh-gelu'],
  check: (m, context) => arithmeticRefusal(context, m.value('x')),
  rewrite: (m, b) =>
    writtenGelu(b, m.value('x'), stringAttr(m.node('gelu'), 'approximate', 'none') === 'tanh'),
});
