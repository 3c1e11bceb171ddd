import { oneKnownRefusal, type Picking, pickFrom, pickingOf } from '../gathering';
import { any, defineRule, type Match, must, op, refuse, staticShape } from '../kit';
import { sourceAxis } from '../sourceAxis';

interface Plan {
  readonly picking: Picking;
  /** The axis of x. */
  readonly axis: number;
  readonly shape: readonly number[];
}

function plan(m: Match): Plan | null {
  const picking = pickingOf(m.graph, m.anchor);
  const from = staticShape(m.graph, m.value('x'));
  const to = staticShape(m.graph, m.node('reshape').outputs[0]);
  const shape = staticShape(m.graph, m.output);
  if (picking === null || from === null || to === null || shape === null) return null;
  if (from.includes(0) || shape.includes(0)) return null;
  const axis = sourceAxis(from, to, picking.axis);
  return axis === null ? null : { picking, axis, shape };
}

export const moveGatherBeforeReshape = defineRule({
  name: 'move-gather-before-reshape',
  family: 'motion',
  title: 'A Reshape that leaves the picked axis whole can come after the Gather.',
  before: 'Gather(Reshape(x, s), i; axis)',
  after: 'Reshape(Gather(x, i; the same axis of x), s with what is picked)',
  conditions: [
    'there are several indices, or what they are is not known',
    'all shapes are static and without 0',
    'x has an axis of the same size with as many elements before it',
  ],
  algebra:
    'a Reshape keeps the order of the elements, so an axis with the same extents before and after it is the same axis',
  exactness: 'bits',
  roots: [
    op(
      'Gather',
      [op(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], [any('x')], { name: 'reshape', rest: 'shape' })],
      { rest: 'indices' },
    ),
  ],
  check: (m) =>
    plan(m) === null
      ? refuse('the Reshape splits or joins the picked axis, or a shape is not known', {
          node: m.node('reshape').id,
        })
      : oneKnownRefusal(m.graph, m.anchor),
  rewrite: (m, b) => {
    const { picking, axis, shape } = must(plan(m), 'plan');
    return b.reshape(pickFrom(b, m.value('x'), picking, axis), shape);
  },
});
