import { float32Refusal } from '../arithmetic';
import { any, defineRule, floatAttr, must, op, refuse } from '../kit';
import { normalised } from '../layerNorm';

export const lowerRmsNormalization = defineRule({
  name: 'lower-rms-normalization',
  family: 'elementwise',
  title: 'An RMSNormalization can be written out.',
  before: 'RMSNormalization(x, γ)',
  after: 'Mul(Div(x, Sqrt(Add(ReduceMean(Mul(x, x)), ε))), γ)',
  conditions: ['the normalised axes are known', 'γ has no more axes than x', 'float32'],
  algebra: 'x/√(mean x² + ε)·γ',
  exactness: 'reals',
  roots: [op('RMSNormalization', [any('x'), any('scale')])],
  undoes: ['recognise-rms-normalization'],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const found = normalised(m.graph, m.anchor);
    if (found === null) return refuse('the normalised axes are not known', { node: m.anchor.id });
    const [x, scale] = [m.shape('x'), m.shape('scale')];
    return x !== null && scale !== null && scale.length <= x.length
      ? null
      : refuse('the scale has more axes, or that is not known', { value: m.value('scale') });
  },
  rewrite: (m, b) => {
    const x = m.value('x');
    const { axis, sizes } = must(normalised(m.graph, m.anchor), 'axes');
    const axes = sizes.map((_, i) => axis + i);
    const mean = b.reduce('ReduceMean', b.node('Mul', [x, x]), axes, true);
    const epsilon = b.scalar('float32', Math.fround(floatAttr(m.anchor, 'epsilon', 1e-5)));
    const root = b.node('Sqrt', [b.node('Add', [mean, epsilon])]);
    return b.node('Mul', [b.node('Div', [x, root]), m.value('scale')]);
  },
});
