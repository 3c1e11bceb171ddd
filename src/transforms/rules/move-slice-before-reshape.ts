import { any, defineRule, type Match, must, op, refuse, staticShape } from '../kit';
import { applyCuts, type Cut, cutSize, cutsOf, renamed } from '../slicing';
import { sourceAxis } from '../sourceAxis';

interface Plan {
  readonly cuts: readonly Cut[];
  readonly shape: readonly number[];
}

function plan(m: Match): Plan | null {
  const cuts = cutsOf(m.graph, m.anchor);
  const from = staticShape(m.graph, m.value('x'));
  const to = staticShape(m.graph, m.node('reshape').outputs[0]);
  if (cuts === null || from === null || to === null || from.includes(0)) return null;
  const sources = cuts.map((cut) => sourceAxis(from, to, cut.axis));
  if (sources.includes(null) || new Set(sources).size < sources.length) return null;
  const shape = [...to];
  for (const cut of cuts) shape[cut.axis] = cutSize(cut, must(to[cut.axis], 'dimension'));
  if (shape.includes(0)) return null;
  const bySource = new Map(cuts.map((cut, i) => [cut.axis, must(sources[i], 'axis')]));
  return { cuts: renamed(cuts, (axis) => must(bySource.get(axis), 'axis')), shape };
}

export const moveSliceBeforeReshape = defineRule({
  name: 'move-slice-before-reshape',
  family: 'motion',
  title: 'A Reshape that leaves the sliced axis whole can come after the Slice.',
  before: 'Slice(Reshape(x, s), axis)',
  after: 'Reshape(Slice(x, same axis of x), s with that axis smaller)',
  conditions: [
    'both shapes are static and without 0',
    'x has an axis of the same size with as many elements before it',
    'something is left',
  ],
  algebra:
    'a Reshape keeps the order of the elements, so an axis with the same extents before and after it is the same axis',
  exactness: 'bits',
  roots: [
    op(
      'Slice',
      [op(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], [any('x')], { name: 'reshape', rest: 'shape' })],
      { rest: 'spec' },
    ),
  ],
  check: (m) =>
    plan(m) === null
      ? refuse('the Reshape splits or joins the sliced axis, or a shape is not known', {
          node: m.node('reshape').id,
        })
      : null,
  rewrite: (m, b) => {
    const { cuts, shape } = must(plan(m), 'plan');
    return b.reshape(applyCuts(b, m.value('x'), cuts), shape);
  },
});
