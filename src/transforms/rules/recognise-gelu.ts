import { float32Refusal } from '../arithmetic';
import { erfGelu, geluRefusal } from '../gelu';
import { defineRule, refuse } from '../kit';

export const recogniseGelu = defineRule({
  name: 'recognise-gelu',
  family: 'elementwise',
  title: 'A Gelu that is written out becomes the operator.',
  before: 'Mul(Mul(x, Add(Erf(Div(x, √2)), 1)), ½)',
  after: 'Gelu(x)',
  conditions: [
    'the constants are those of Gelu',
    'float32 (the constants are rounded to it), opset 20 or later',
  ],
  algebra: 'Gelu(x) = ½·x·(1 + erf(x/√2))',
  exactness: 'reals',
  roots: [erfGelu],
  undoes: ['lower-gelu'],
  check: (m, context) =>
    context.opset < 20
      ? refuse('there is no Gelu before opset 20')
      : (geluRefusal(m, context) ?? float32Refusal(m.graph, m.value('x'))),
  rewrite: (m, b) => b.node('Gelu', [m.value('x')]),
});
