import { float32Refusal } from '../arithmetic';
import { any, defineRule, maybe, op, refuse } from '../kit';
import { normalised, statisticsUsed, writtenOut } from '../layerNorm';

export const lowerLayerNormalization = defineRule({
  name: 'lower-layer-normalization',
  family: 'elementwise',
  title: 'A LayerNormalization is written out, so that its parts meet their neighbours.',
  before: 'LayerNormalization(x, γ, β)',
  after: 'Add(Mul(Div(d, Sqrt(Add(ReduceMean(d·d), ε))), γ), β), d = Sub(x, ReduceMean(x))',
  conditions: ['the axis is known and the statistics are not used', 'float32'],
  algebra: 'the definition of layer normalization',
  exactness: 'reals',
  roots: [op('LayerNormalization', [any('x'), any('scale'), maybe(any('shift'))], { name: 'norm' })],
  undoes: ['recognise-layer-normalization'],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    if (statisticsUsed(m.graph, m.node('norm'))) return refuse('the statistics are used');
    return normalised(m.graph, m.node('norm')) === null ? refuse('the axis is not known') : null;
  },
  rewrite: (m, b) =>
    writtenOut(m, b, (centred, axes) =>
      b.reduce('ReduceMean', b.node('Mul', [centred, centred]), axes, true),
    ),
});
