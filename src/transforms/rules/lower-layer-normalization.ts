import { float32Refusal } from '../arithmetic';
import { any, defineRule, floatAttr, maybe, must, op, rankOf, refuse } from '../kit';
import { normalised, statisticsUsed } from '../layerNorm';

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
  rewrite: (m, b) => {
    const x = m.value('x');
    const { axis } = must(normalised(b.graph, m.node('norm')), 'axes');
    const rank = must(rankOf(b.graph, x), 'rank');
    const axes = Array.from({ length: rank - axis }, (_, i) => axis + i);
    const centred = b.node('Sub', [x, b.reduce('ReduceMean', x, axes, true)]);
    const variance = b.reduce('ReduceMean', b.node('Mul', [centred, centred]), axes, true);
    const epsilon = b.scalar('float32', floatAttr(m.node('norm'), 'epsilon', 1e-5));
    const deviation = b.node('Sqrt', [b.node('Add', [variance, epsilon])]);
    const scaled = b.node('Mul', [b.node('Div', [centred, deviation]), m.value('scale')]);
    const shift = m.find('shift');
    return shift === null ? scaled : b.node('Add', [scaled, shift]);
  },
});
