import { any, defineRule, intAttr, type Match, must, normalAxis, op, rankOf, refuse } from '../kit';
import { applyCuts, type Cut, cutsOf } from '../slicing';

interface Plan {
  readonly data: readonly Cut[];
  readonly indices: readonly Cut[];
}

/** Cuts of the result, divided among the data (axes before and behind its own) and the indices. */
function plan(m: Match): Plan | null {
  const cuts = cutsOf(m.graph, m.anchor);
  const [rank, picked] = [rankOf(m.graph, m.value('x')), rankOf(m.graph, m.value('indices'))];
  if (cuts === null || rank === null || picked === null) return null;
  const axis = normalAxis(intAttr(m.node('gather'), 'axis', 0), rank);
  if (axis === null) return null;
  const data: Cut[] = [];
  const indices: Cut[] = [];
  for (const cut of cuts) {
    if (cut.axis < axis) data.push(cut);
    else if (cut.axis < axis + picked) indices.push({ ...cut, axis: cut.axis - axis });
    else data.push({ ...cut, axis: cut.axis - picked + 1 });
  }
  return { data, indices };
}

export const moveSliceBeforeGather = defineRule({
  name: 'move-slice-before-gather',
  family: 'motion',
  title: 'A part of what is gathered needs only those indices, or that part of the data.',
  before: 'Slice(Gather(x, i; axis))',
  after: 'Gather(Slice(x), Slice(i); axis)',
  conditions: ['what is taken is known, and the ranks'],
  algebra: 'gather(x, i)[:, j, k] = gather(x[:, :, k], i[j])[:, :, :]',
  exactness: 'bits',
  roots: [op('Slice', [op('Gather', [any('x'), any('indices')], { name: 'gather' })], { rest: 'spec' })],
  check: (m) =>
    plan(m) === null ? refuse('what is taken, or a rank, is not known', { node: m.anchor.id }) : null,
  rewrite: (m, b) => {
    const cuts = must(plan(m), 'cuts');
    const data = applyCuts(b, m.value('x'), cuts.data);
    const indices = applyCuts(b, m.value('indices'), cuts.indices);
    return must(b.again(m.node('gather'), [data, indices])[0], 'output');
  },
});
