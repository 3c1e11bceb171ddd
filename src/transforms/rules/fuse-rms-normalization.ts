import { float32Refusal } from '../arithmetic';
import { any, constant, defineRule, float, floatAttr, op, refuse } from '../kit';
import { normalised } from '../layerNorm';

export const fuseRmsNormalization = defineRule({
  name: 'fuse-rms-normalization',
  family: 'fusion',
  title: 'An RMSNormalization over the last axis has a kernel of the runtime under another name.',
  before: 'RMSNormalization(x, γ)',
  after: 'SimplifiedLayerNormalization(x, γ)',
  conditions: ['it normalises the last axis alone', 'γ is a constant vector along it', 'float32'],
  algebra: 'x/√(mean x² + ε)·γ',
  exactness: 'reals',
  roots: [op('RMSNormalization', [any('x'), constant('scale')])],
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const [size, ...more] = normalised(m.graph, m.anchor)?.sizes ?? [];
    if (size === undefined || more.length > 0) return refuse('it does not normalise the last axis alone');
    const { shape } = m.constant('scale');
    return shape.length === 1 && shape[0] === size
      ? null
      : refuse('the scale is no vector along the last axis', { value: m.value('scale') });
  },
  rewrite: (m, b) => {
    const attrs = { axis: -1, epsilon: float(floatAttr(m.anchor, 'epsilon', 1e-5)), stash_type: 1 };
    return b.node('SimplifiedLayerNormalization', [m.value('x'), m.value('scale')], attrs);
  },
});
