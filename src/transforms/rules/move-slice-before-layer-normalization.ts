import { any, defineRule, must, op, refuse } from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { parameterRefusal } from '../parameterRefusal';
import { applyCuts, cutsOf } from '../slicing';

export const moveSliceBeforeLayerNormalization = defineRule({
  name: 'move-slice-before-layer-normalization',
  family: 'motion',
  title: 'Some rows of a LayerNormalization need only those rows.',
  before: 'Slice(LayerNormalization(x, scale, bias), other axes)',
  after: 'LayerNormalization(Slice(x), scale, bias)',
  conditions: [
    'what is taken is known',
    'only axes that are not normalised are sliced, along which scale and shift do not vary',
    'it has one output',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op('Slice', [op('LayerNormalization', [any('x')], { name: 'norm', rest: 'parameters' })], {
      rest: 'spec',
    }),
  ],
  check: (m, { opset }) => {
    const cuts = cutsOf(m.graph, m.anchor);
    const norm = m.node('norm');
    const axes = normalisedAxes(m.graph, norm, opset);
    if (cuts === null) return refuse('what is taken is not known', { node: m.anchor.id });
    if (axes === null) return refuse('which axes are normalised is not known', { node: norm.id });
    if (norm.outputs.length > 1) return refuse('it also gives its mean', { node: norm.id });
    return cuts.some((cut) => axes.includes(cut.axis))
      ? refuse('a normalised axis is sliced', { node: m.anchor.id })
      : parameterRefusal(m.graph, norm, axes);
  },
  rewrite: (m, b) => {
    const [, ...parameters] = m.node('norm').inputs;
    const input = applyCuts(b, m.value('x'), must(cutsOf(m.graph, m.anchor), 'cuts'));
    return must(b.again(m.node('norm'), [input, ...parameters])[0], 'output');
  },
});
