import { isUsed } from '../isUsed';
import {
  any,
  defineRule,
  intAttr,
  type Match,
  must,
  normalAxis,
  op,
  rankOf,
  refuse,
  splitOf,
  type ValueId,
} from '../kit';
import { applyCuts } from '../slicing';

interface Plan {
  /** What is split instead, and along which of its axes. */
  readonly of: 'x' | 'indices';
  readonly axis: number;
  readonly sizes: readonly number[];
}

function plan(m: Match): Plan | null {
  const split = splitOf(m.graph, m.anchor);
  const [rank, picked] = [rankOf(m.graph, m.value('x')), rankOf(m.graph, m.value('indices'))];
  if (split === null || rank === null || picked === null) return null;
  const axis = normalAxis(intAttr(m.node('gather'), 'axis', 0), rank);
  if (axis === null) return null;
  const { sizes } = split;
  if (split.axis < axis) return { of: 'x', axis: split.axis, sizes };
  if (split.axis < axis + picked) return { of: 'indices', axis: split.axis - axis, sizes };
  return { of: 'x', axis: split.axis - picked + 1, sizes };
}

export const moveSplitBeforeGather = defineRule({
  name: 'move-split-before-gather',
  family: 'motion',
  title: 'What is gathered and split can be gathered part by part.',
  before: 'Split(Gather(x, i; axis))',
  after: 'Gather(x, parts of i; axis), or Gather(parts of x, i; axis)',
  conditions: ['the sizes and the ranks are known'],
  algebra: 'gather(x, [i | j]) = [gather(x, i) | gather(x, j)]',
  exactness: 'bits',
  roots: [op('Split', [op('Gather', [any('x'), any('indices')], { name: 'gather' })], { rest: 'sizes' })],
  check: (m) =>
    plan(m) === null ? refuse('the sizes or a rank are not known', { node: m.anchor.id }) : null,
  rewrite: (m, b) => {
    const { of, axis, sizes } = must(plan(m), 'plan');
    const [x, indices] = [m.value('x'), m.value('indices')];
    const whole = of === 'x' ? x : indices;
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((n, size) => n + size, 0));
    const parts =
      m.graph.constant(whole) === null
        ? b.split(whole, axis, sizes)
        : starts.map((start, i) =>
            applyCuts(b, whole, [{ axis, start, end: start + must(sizes[i], 'size'), step: 1 }]),
          );
    const replaced = new Map<ValueId, ValueId>();
    m.anchor.outputs.forEach((output, i) => {
      if (output === null || !isUsed(m.graph, output)) return;
      const part = must(parts[i], 'part');
      const inputs = of === 'x' ? [part, indices] : [x, part];
      replaced.set(output, must(b.again(m.node('gather'), inputs)[0], 'output'));
    });
    return replaced;
  },
});
