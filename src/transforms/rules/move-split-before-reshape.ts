import { any, defineRule, type Match, must, op, refuse, splitOf, staticShape } from '../kit';
import { sourceAxis } from '../sourceAxis';
import { partsOf, replacedParts } from '../splitting';

interface Plan {
  /** The axis of x. */
  readonly axis: number;
  readonly sizes: readonly number[];
  /** The shape of each part. */
  readonly shapes: readonly (readonly number[])[];
}

function plan(m: Match): Plan | null {
  const split = splitOf(m.graph, m.anchor);
  const from = staticShape(m.graph, m.value('x'));
  const to = staticShape(m.graph, m.node('reshape').outputs[0]);
  if (split === null || from === null || to === null) return null;
  const { sizes } = split;
  const axis = from.includes(0) || sizes.includes(0) ? null : sourceAxis(from, to, split.axis);
  return axis === null ? null : { axis, sizes, shapes: sizes.map((size) => to.with(split.axis, size)) };
}

export const moveSplitBeforeReshape = defineRule({
  name: 'move-split-before-reshape',
  family: 'motion',
  title: 'A Reshape that leaves the split axis whole can come after the Split.',
  before: 'Split(Reshape(x, s), axis)',
  after: 'Reshape(part of x, s with that axis smaller) for each part',
  conditions: [
    'the sizes are known, both shapes are static, and nothing is empty',
    'x has an axis of the same size with as many elements before it',
  ],
  algebra:
    'a Reshape keeps the order of the elements, so an axis with the same extents before and after it is the same axis',
  exactness: 'bits',
  roots: [
    op(
      'Split',
      [op(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], [any('x')], { name: 'reshape', rest: 'shape' })],
      { rest: 'sizes' },
    ),
  ],
  check: (m) =>
    plan(m) === null
      ? refuse('the Reshape splits or joins the split axis, or a shape is not known', {
          node: m.node('reshape').id,
        })
      : null,
  rewrite: (m, b) => {
    const { axis, sizes, shapes } = must(plan(m), 'plan');
    return replacedParts(m, partsOf(b, m.graph, m.value('x'), axis, sizes), (part, i) =>
      b.reshape(part, must(shapes[i], 'shape')),
    );
  },
});
