import { defineRule, float, must, scalar } from '../kit';
import { rootMeanSquare, rootMeanSquareRefusal } from '../rootMeanSquare';

export const fuseSimplifiedLayerNormalization = defineRule({
  name: 'fuse-simplified-layer-normalization',
  family: 'fusion',
  title: 'A value divided by its root mean square and scaled becomes one kernel.',
  before: 'Mul(Div(x, Sqrt(Add(ReduceMean(x²), ε))), γ)',
  after: 'SimplifiedLayerNormalization(x, γ)',
  conditions: [
    'the mean is over the last axis, of known size, and keeps it',
    'γ is a constant vector along that axis; ε is one constant number that is not negative',
    'float32',
  ],
  algebra: 'x/√(mean x² + ε)·γ',
  exactness: 'reals',
  roots: [rootMeanSquare],
  // The runtime defines it in the standard domain, but it is not part of the standard.
  standardOps: false,
  check: rootMeanSquareRefusal,
  rewrite: (m, b) => {
    const epsilon = must(scalar(b.graph, m.value('epsilon')), 'epsilon');
    const attrs = { axis: -1, epsilon: float(epsilon), stash_type: 1 };
    return b.node('SimplifiedLayerNormalization', [m.value('x'), m.value('scale')], attrs);
  },
});
