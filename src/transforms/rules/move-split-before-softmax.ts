import { any, defineRule, must, op, refuse, splitOf } from '../kit';
import { normalisedAxes } from '../normalisedAxes';
import { partsOf, replacedParts } from '../splitting';

export const moveSplitBeforeSoftmax = defineRule({
  name: 'move-split-before-softmax',
  family: 'motion',
  title: 'A Softmax whose rows are split can be computed part by part.',
  before: 'Split(Softmax(x, axis), another axis)',
  after: 'Softmax(part of x, axis) for each part',
  conditions: [
    'the sizes are known',
    'the axis is not normalised; before opset 13 Softmax normalises its axis and all after it',
  ],
  algebra: 'each row is normalised by itself',
  exactness: 'bits',
  roots: [
    op('Split', [op(['Softmax', 'LogSoftmax', 'Hardmax'], [any('x')], { name: 'softmax' })], {
      rest: 'sizes',
    }),
  ],
  check: (m, { opset }) => {
    const split = splitOf(m.graph, m.anchor);
    const axes = normalisedAxes(m.graph, m.node('softmax'), opset);
    if (split === null || axes === null) return refuse('the sizes are not known', { node: m.anchor.id });
    return axes.includes(split.axis) ? refuse('a normalised axis is split', { node: m.anchor.id }) : null;
  },
  rewrite: (m, b) => {
    const { axis, sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    return replacedParts(m, partsOf(b, m.graph, m.value('x'), axis, sizes), (part) =>
      must(b.again(m.node('softmax'), [part])[0], 'output'),
    );
  },
});
