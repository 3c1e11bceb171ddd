import { defineRule, intAttr, type Match, must, normalAxis, op, rankOf, refuse, withAttrs } from '../kit';
import { axisBehind, keepsAxes, reduceLike, reductions, someReducedAxes } from '../reductions';

interface Plan {
  readonly axes: readonly number[];
  /** Axis of the Concat. */
  readonly along: number;
}

function plan(m: Match): Plan | null {
  const concat = m.node('concat');
  const axes = someReducedAxes(m.graph, m.anchor);
  const rank = rankOf(m.graph, concat.outputs[0]);
  const along = rank === null ? null : normalAxis(intAttr(concat, 'axis', 1), rank);
  return axes === null || along === null ? null : { axes, along };
}

export const moveReductionBeforeConcat = defineRule({
  name: 'move-reduction-before-concat',
  family: 'motion',
  title: 'A reduction over other axes can be done in each part of a Concat.',
  before: 'ReduceMean(Concat(x, y…; axis), other axes)',
  after: 'Concat(ReduceMean(x), ReduceMean(y)…; the axis where it then is)',
  conditions: ['the axes are known', 'the axis of the Concat is not reduced'],
  algebra: 'each fibre lies in one part',
  exactness: 'reals',
  roots: [op(reductions, [op('Concat', null, { name: 'concat' })], { rest: 'axes' })],
  check: (m) => {
    const planned = plan(m);
    if (planned === null) return refuse('the axes are not known', { node: m.anchor.id });
    return planned.axes.includes(planned.along)
      ? refuse('it reduces the axis of the Concat', { node: m.node('concat').id })
      : null;
  },
  rewrite: (m, b) => {
    const concat = m.node('concat');
    const { axes, along } = must(plan(m), 'plan');
    const parts = concat.inputs.flatMap((part) =>
      part === null ? [] : [reduceLike(b, m.anchor, part, axes)],
    );
    const axis = axisBehind(along, axes, keepsAxes(m.anchor));
    return must(b.again(concat, parts, withAttrs(concat, { axis }))[0], 'output');
  },
});
