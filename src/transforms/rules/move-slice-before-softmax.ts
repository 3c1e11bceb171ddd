import { any, defineRule, must, op, refuse } from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { applyCuts, cutsOf } from '../slicing';

export const moveSliceBeforeSoftmax = defineRule({
  name: 'move-slice-before-softmax',
  family: 'motion',
  title: 'Some rows of a Softmax need only those rows.',
  before: 'Slice(Softmax(x, axis), other axes)',
  after: 'Softmax(Slice(x), axis)',
  conditions: [
    'what is taken is known',
    'only axes that are not normalised are sliced; before opset 13 Softmax normalises its axis and all after it',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op('Slice', [op(['Softmax', 'LogSoftmax', 'Hardmax'], [any('x')], { name: 'softmax' })], {
      rest: 'spec',
    }),
  ],
  check: (m, { opset }) => {
    const cuts = cutsOf(m.graph, m.anchor);
    const axes = normalisedAxes(m.graph, m.node('softmax'), opset);
    if (cuts === null) return refuse('what is taken is not known', { node: m.anchor.id });
    if (axes === null)
      return refuse('which axes are normalised is not known', { node: m.node('softmax').id });
    return cuts.some((cut) => axes.includes(cut.axis))
      ? refuse('a normalised axis is sliced', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b) => {
    const input = applyCuts(b, m.value('x'), must(cutsOf(m.graph, m.anchor), 'cuts'));
    return must(b.again(m.node('softmax'), [input])[0], 'output');
  },
});
