import { any, defineRule, type Match, must, op, refuse, shapeOf } from '../kit';
import { applyCuts, type Cut, cutSize, cutsOf } from '../slicing';

/** One cut that does what `first` and then `second` do on an axis of this extent. */
function compose(first: Cut, second: Cut, extent: number): Cut | null {
  if (first.step !== 1 || second.step !== 1) return null;
  const index = (n: number, size: number) => Math.min(Math.max(n < 0 ? n + size : n, 0), size);
  const size = cutSize(first, extent);
  const start = index(first.start, extent);
  return {
    axis: first.axis,
    step: 1,
    start: start + index(second.start, size),
    end: start + Math.max(index(second.start, size), index(second.end, size)),
  };
}

function plan(m: Match): readonly Cut[] | null {
  const [outer, inner] = [cutsOf(m.graph, m.anchor), cutsOf(m.graph, m.node('inner'))];
  const shape = shapeOf(m.graph, m.value('x'));
  if (outer === null || inner === null || shape === null) return null;
  const merged: Cut[] = [];
  for (const cut of inner) {
    const after = outer.find((other) => other.axis === cut.axis);
    const extent = shape[cut.axis];
    if (after === undefined) merged.push(cut);
    else {
      const both = typeof extent === 'number' ? compose(cut, after, extent) : null;
      if (both === null) return null;
      merged.push(both);
    }
  }
  return [...merged, ...outer.filter((cut) => !inner.some((other) => other.axis === cut.axis))];
}

export const mergeSlices = defineRule({
  name: 'merge-slices',
  family: 'clean-up',
  title: 'Two Slices in a row are one.',
  before: 'Slice(Slice(x))',
  after: 'Slice(x)',
  conditions: ['what both take is known', 'an axis that both cut is cut in steps of 1 and has a static size'],
  algebra: 'x[a:b][c:d] = x[a+c : a+d] within bounds',
  exactness: 'bits',
  roots: [
    op('Slice', [op('Slice', [any('x')], { name: 'inner', rest: 'innerSpec', shared: true })], {
      rest: 'spec',
    }),
  ],
  check: (m) =>
    plan(m) === null ? refuse('what they take is not known well enough', { node: m.anchor.id }) : null,
  rewrite: (m, b) => applyCuts(b, m.value('x'), must(plan(m), 'cuts')),
});
