import { float32Refusal } from '../arithmetic';
import { geluRefusal, tanhGelu } from '../gelu';
import { defineRule, refuse } from '../kit';

export const recogniseTanhGelu = defineRule({
  name: 'recognise-tanh-gelu',
  family: 'elementwise',
  title: 'A Gelu of the tanh kind that is written out becomes the operator.',
  before: 'Mul(Mul(x, Add(Tanh(Mul(Add(x, Mul(x³, 0.044715)), √(2/π))), 1)), ½)',
  after: 'Gelu(x) with approximate = tanh',
  conditions: [
    'the constants are those of Gelu',
    'float32 (the constants are rounded to it), opset 20 or later',
  ],
  algebra: 'the definition of the approximation',
  exactness: 'reals',
  roots: [tanhGelu],
  undoes: ['lower-gelu'],
  check: (m, context) =>
    context.opset < 20
      ? refuse('there is no Gelu before opset 20')
      : (geluRefusal(m, context) ?? float32Refusal(m.graph, m.value('x'))),
  rewrite: (m, b) => b.node('Gelu', [m.value('x')], { approximate: 'tanh' }),
});
