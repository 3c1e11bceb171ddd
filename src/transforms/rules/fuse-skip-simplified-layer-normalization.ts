import { float32Refusal } from '../arithmetic';
import { any, constant, defineRule, float, floatAttr, must, op, refuse, sameShape } from '../kit';
import { normalised, statisticsUsed } from '../layerNorm';

export const fuseSkipSimplifiedLayerNormalization = defineRule({
  name: 'fuse-skip-simplified-layer-normalization',
  family: 'fusion',
  title: 'A residual sum and its root-mean-square normalization become one kernel, which gives the sum too.',
  before: 's = Add(x, r), y = SimplifiedLayerNormalization(s, γ)',
  after: 'y, s = com.microsoft.SkipSimplifiedLayerNormalization(x, r, γ)',
  conditions: [
    'x and r are of one shape of rank 2 or 3, normalised along the last axis',
    'γ is a constant vector; the statistics are not used',
    'float32',
  ],
  algebra: '(x + r)/√(mean (x + r)² + ε)·γ',
  exactness: 'reals',
  roots: [
    op(
      'SimplifiedLayerNormalization',
      [op('Add', [any('x'), any('r')], { name: 'sum', shared: true }), constant('scale')],
      { name: 'norm' },
    ),
  ],
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const norm = m.node('norm');
    if (statisticsUsed(m.graph, norm)) return refuse('the statistics are used');
    const rank = m.shape('x')?.length ?? 0;
    if (rank !== 2 && rank !== 3) return refuse('the sum is not of rank 2 or 3', { value: m.value('x') });
    if (!sameShape(m.shape('x'), m.shape('r')))
      return refuse('the addends differ in shape', { value: m.value('r') });
    const [size, ...more] = normalised(m.graph, norm)?.sizes ?? [];
    if (size === undefined || more.length > 0) return refuse('it does not normalise the last axis alone');
    const { shape } = m.constant('scale');
    return shape.length === 1 && shape[0] === size ? null : refuse('the scale is no vector');
  },
  rewrite: (m, b) => {
    const attrs = { epsilon: float(floatAttr(m.node('norm'), 'epsilon', 1e-5)) };
    const sum = must(m.node('sum').outputs[0], 'sum');
    const shared = b.graph.uses(sum).length > 1 || b.graph.isOutput(sum);
    const operands = [m.value('x'), m.value('r'), m.value('scale')];
    const made = b.nodes('SkipSimplifiedLayerNormalization', operands, attrs, {
      domain: 'com.microsoft',
      outputs: shared ? 4 : 1,
    });
    const replaced = new Map([[m.output, must(made[0], 'result')]]);
    if (shared) replaced.set(sum, must(made[3], 'sum'));
    return replaced;
  },
});
