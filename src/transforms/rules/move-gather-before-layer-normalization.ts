import { oneKnownRefusal, pickFrom, pickingOf } from '../gathering';
import { any, defineRule, must, op, rankOf, refuse, withAttrs } from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { parameterRefusal } from '../parameterRefusal';

export const moveGatherBeforeLayerNormalization = defineRule({
  name: 'move-gather-before-layer-normalization',
  family: 'motion',
  title: 'Picked rows of a LayerNormalization need only those rows.',
  before: 'Gather(LayerNormalization(x, scale, bias), i; another axis)',
  after: 'LayerNormalization(Gather(x, i), scale, bias)',
  conditions: [
    'there are several indices, or what they are is not known',
    'the ranks are known',
    'the axis is not normalised, and scale and shift do not vary along it',
    'it has one output',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op('Gather', [
      op(['LayerNormalization', 'RMSNormalization', 'SimplifiedLayerNormalization'], [any('x')], {
        name: 'norm',
        rest: 'parameters',
      }),
      any('indices'),
    ]),
  ],
  check: (m, { opset }) => {
    const norm = m.node('norm');
    const picking = pickingOf(m.graph, m.anchor);
    const axes = normalisedAxes(m.graph, norm, opset);
    const known = oneKnownRefusal(m.graph, m.anchor);
    if (known !== null) return known;
    if (picking === null || axes === null) return refuse('a rank is not known', { node: norm.id });
    if (norm.outputs.length > 1) return refuse('it also gives its statistics', { node: norm.id });
    const rank = must(rankOf(m.graph, m.value('x')), 'rank') - 1 + picking.shape.length;
    if (norm.inputs.slice(1).some((id) => id !== null && (rankOf(m.graph, id) ?? 0) > rank))
      return refuse('scale or shift would have more axes than what is picked', { node: norm.id });
    return axes.includes(picking.axis)
      ? refuse('a normalised axis is picked from', { node: m.anchor.id })
      : parameterRefusal(m.graph, norm, axes);
  },
  rewrite: (m, b, { opset }) => {
    const norm = m.node('norm');
    const picking = must(pickingOf(m.graph, m.anchor), 'picking');
    const rank = must(rankOf(m.graph, m.value('x')), 'rank');
    const [first = rank - 1] = must(normalisedAxes(m.graph, norm, opset), 'axes');
    const input = pickFrom(b, m.value('x'), picking, picking.axis);
    const attrs = withAttrs(norm, { axis: first - rank });
    return must(b.again(norm, [input, ...norm.inputs.slice(1)], attrs)[0], 'output');
  },
});
