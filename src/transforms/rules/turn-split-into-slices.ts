import { isUsed } from '../isUsed';
import { any, defineRule, must, op, refuse, splitOf, type ValueId } from '../kit';

export const turnSplitIntoSlices = defineRule({
  name: 'turn-split-into-slices',
  family: 'motion',
  title: 'A Split is a Slice for each part, and each can move on its own.',
  before: 'Split(x, n, m…)',
  after: 'Slice(x, 0:n), Slice(x, n:n+m)…',
  conditions: ['the sizes are known'],
  algebra: 'split(x) = x[0:n], x[n:n+m]…',
  exactness: 'bits',
  undoes: ['turn-slices-into-split'],
  roots: [op('Split', [any('x')], { rest: 'sizes' })],
  check: (m) =>
    splitOf(m.graph, m.anchor) === null ? refuse('the sizes are not known', { node: m.anchor.id }) : null,
  rewrite: (m, b) => {
    const { axis, sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    const parts = new Map<ValueId, ValueId>();
    let start = 0;
    m.anchor.outputs.forEach((output, i) => {
      const end = start + must(sizes[i], 'size');
      if (isUsed(m.graph, output)) parts.set(output, b.slice(m.value('x'), [start], [end], [axis]));
      start = end;
    });
    return parts;
  },
});
