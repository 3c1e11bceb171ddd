import { defineRule, float, must, refuse, scalar } from '../kit';
import { rootMeanSquare, rootMeanSquareRefusal } from '../rootMeanSquare';

export const recogniseRmsNormalization = defineRule({
  name: 'recognise-rms-normalization',
  family: 'elementwise',
  title: 'A value divided by its root mean square and scaled is an RMSNormalization.',
  before: 'Mul(Div(x, Sqrt(Add(ReduceMean(x²), ε))), γ)',
  after: 'RMSNormalization(x, γ)',
  conditions: [
    'the mean is over the last axis, of known size, and keeps it',
    'γ is a constant vector along that axis; ε is one constant number that is not negative',
    'float32, opset 23 or later',
  ],
  algebra: 'x/√(mean x² + ε)·γ',
  exactness: 'reals',
  roots: [rootMeanSquare],
  undoes: ['lower-rms-normalization'],
  check: (m, { opset }) =>
    opset < 23 ? refuse('there is no RMSNormalization before opset 23') : rootMeanSquareRefusal(m),
  rewrite: (m, b) => {
    const epsilon = must(scalar(b.graph, m.value('epsilon')), 'epsilon');
    const attrs = { axis: -1, epsilon: float(epsilon), stash_type: 1 };
    return b.node('RMSNormalization', [m.value('x'), m.value('scale')], attrs);
  },
});
