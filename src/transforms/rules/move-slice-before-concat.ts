import { defineRule, intAttr, must, normalAxis, op, refuse, type ValueId } from '../kit';
import { applyCuts, cutsOf, wholeShape } from '../slicing';

export const moveSliceBeforeConcat = defineRule({
  name: 'move-slice-before-concat',
  family: 'motion',
  title: 'A Slice along other axes can be taken of each part of a Concat.',
  before: 'Slice(Concat(x, y…; axis), other axes)',
  after: 'Concat(Slice(x), Slice(y)…; axis)',
  conditions: ['what is taken is known', 'the axis of the Concat is not sliced'],
  algebra: 'concat(x, y)[:, i] = concat(x[:, i], y[:, i])',
  exactness: 'bits',
  roots: [op('Slice', [op('Concat', null, { name: 'concat' })], { rest: 'spec' })],
  check: (m) => {
    const concat = m.node('concat');
    const cuts = cutsOf(m.graph, m.anchor);
    const rank = wholeShape(m.graph, concat)?.length ?? null;
    if (cuts === null || rank === null) return refuse('what is taken is not known', { node: m.anchor.id });
    const axis = normalAxis(intAttr(concat, 'axis', 1), rank);
    return cuts.some((cut) => cut.axis === axis)
      ? refuse('it slices the axis of the Concat', { node: concat.id })
      : null;
  },
  rewrite: (m, b) => {
    const concat = m.node('concat');
    const cuts = must(cutsOf(m.graph, m.anchor), 'cuts');
    const parts = concat.inputs.filter((input): input is ValueId => input !== null);
    return must(
      b.again(
        concat,
        parts.map((part) => applyCuts(b, part, cuts)),
      )[0],
      'output',
    );
  },
});
