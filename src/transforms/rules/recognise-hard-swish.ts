import { float32Refusal } from '../arithmetic';
import { closeTo } from '../closeTo';
import { any, defineRule, floatAttr, op, refuse } from '../kit';

export const recogniseHardSwish = defineRule({
  name: 'recognise-hard-swish',
  family: 'elementwise',
  title: 'A value times its HardSigmoid with slope 1/6 is a HardSwish.',
  before: 'Mul(x, HardSigmoid(x)), α = 1/6, β = ½',
  after: 'HardSwish(x)',
  conditions: [
    'the slope is 1/6, the offset ½',
    'float32 (attributes and constants are rounded to it), opset 14 or later',
  ],
  algebra: 'x·clip(x/6 + ½, 0, 1)',
  exactness: 'reals',
  roots: [op('Mul', [any('x'), op('HardSigmoid', [any('x')], { name: 'gate' })], { commutative: true })],
  undoes: ['lower-hard-swish'],
  check: (m, context) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 14) return refuse('there is no HardSwish before opset 14');
    const gate = m.node('gate');
    const fits = closeTo(floatAttr(gate, 'alpha', 0.2), 1 / 6) && closeTo(floatAttr(gate, 'beta', 0.5), 0.5);
    return fits ? null : refuse('the line is another one', { node: gate.id });
  },
  rewrite: (m, b) => b.node('HardSwish', [m.value('x')]),
});
