import { any, defineRule, must, op, refuse, splitOf } from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { parameterRefusal } from '../parameterRefusal';
import { partsOf, replacedParts } from '../splitting';

export const moveSplitBeforeLayerNormalization = defineRule({
  name: 'move-split-before-layer-normalization',
  family: 'motion',
  title: 'A LayerNormalization whose rows are split can be computed part by part.',
  before: 'Split(LayerNormalization(x, scale, bias), another axis)',
  after: 'LayerNormalization(part of x, scale, bias) for each part',
  conditions: [
    'the sizes are known',
    'the axis is not normalised, and scale and shift do not vary along it',
    'it has one output',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op(
      'Split',
      [
        op(['LayerNormalization', 'RMSNormalization', 'SimplifiedLayerNormalization'], [any('x')], {
          name: 'norm',
          rest: 'parameters',
        }),
      ],
      { rest: 'sizes' },
    ),
  ],
  check: (m, { opset }) => {
    const norm = m.node('norm');
    const split = splitOf(m.graph, m.anchor);
    const axes = normalisedAxes(m.graph, norm, opset);
    if (split === null || axes === null) return refuse('the sizes are not known', { node: m.anchor.id });
    if (norm.outputs.length > 1) return refuse('it also gives its statistics', { node: norm.id });
    return axes.includes(split.axis)
      ? refuse('a normalised axis is split', { node: m.anchor.id })
      : parameterRefusal(m.graph, norm, axes);
  },
  rewrite: (m, b) => {
    const norm = m.node('norm');
    const { axis, sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    return replacedParts(m, partsOf(b, m.graph, m.value('x'), axis, sizes), (part) =>
      must(b.again(norm, [part, ...norm.inputs.slice(1)])[0], 'output'),
    );
  },
});
