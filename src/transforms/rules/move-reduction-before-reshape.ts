import { any, defineRule, type Match, must, op, type Refusal, refuse, staticShape } from '../kit';
import { keepsAxes, reduceLike, reductions, someReducedAxes } from '../reductions';

const product = (dims: readonly number[]): number => dims.reduce((n, d) => n * d, 1);

/** The axes of `from` that hold what axes `first` … `last` of `to` hold, whole; null where they are cut. */
function coveredAxes(
  from: readonly number[],
  to: readonly number[],
  first: number,
  last: number,
): readonly number[] | null {
  const [before, size] = [product(to.slice(0, first)), product(to.slice(first, last + 1))];
  const start = from.findIndex((_, i) => product(from.slice(0, i)) === before && from[i] !== 1);
  if (start < 0) return null;
  const axes: number[] = [];
  let covered = 1;
  for (let i = start; i < from.length && covered < size; i++) {
    covered *= must(from[i], 'dimension');
    axes.push(i);
  }
  return covered === size && axes.length > 0 ? axes : null;
}

/** Neighbouring axes as runs: [1, 2, 4] is 1–2 and 4. */
const runsOf = (axes: readonly number[]): readonly (readonly [number, number])[] => {
  const runs: [number, number][] = [];
  for (const axis of axes) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === axis - 1) run[1] = axis;
    else runs.push([axis, axis]);
  }
  return runs;
};

interface Plan {
  /** Axes of x. */
  readonly axes: readonly number[];
  /** The result's shape. */
  readonly shape: readonly number[];
}

function plan(m: Match): Plan | Refusal {
  const behind = someReducedAxes(m.graph, m.anchor);
  if (behind === null) return refuse('the axes are not known', { node: m.anchor.id });
  const reshape = m.node('reshape');
  const [from, to] = [staticShape(m.graph, m.value('x')), staticShape(m.graph, reshape.outputs[0])];
  if (from === null || to === null || from.includes(0)) {
    return refuse('a shape is not known, or it is empty', { node: reshape.id });
  }
  const axes = runsOf(behind).map(([first, last]) => coveredAxes(from, to, first, last));
  if (axes.includes(null)) return refuse('the Reshape splits or joins what is reduced', { node: reshape.id });
  const shape = to.flatMap((dim, i) => (behind.includes(i) ? (keepsAxes(m.anchor) ? [1] : []) : [dim]));
  return { axes: axes.flatMap((list) => list ?? []), shape };
}

export const moveReductionBeforeReshape = defineRule({
  name: 'move-reduction-before-reshape',
  family: 'motion',
  title: 'What a Reshape only regroups can be reduced before it.',
  before: 'ReduceMean(Reshape(x, s), axes)',
  after: 'Reshape(ReduceMean(x, the axes of x that hold the same elements), what is left of s)',
  conditions: [
    'the axes are known, and both shapes are static and without 0',
    'each run of reduced axes holds whole axes of x, in the same place of the element order',
  ],
  algebra:
    'a Reshape keeps the order of the elements, so each fibre holds the same ones before and behind it',
  exactness: 'reals',
  roots: [
    op(
      reductions,
      [op(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'], [any('x')], { name: 'reshape', rest: 'shape' })],
      { rest: 'axes' },
    ),
  ],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const { axes, shape } = planned;
    const reduced = reduceLike(b, m.anchor, m.value('x'), axes);
    const own = b.shape(reduced) ?? [];
    const same = own.length === shape.length && own.every((dim, i) => dim === shape[i]);
    return same ? reduced : b.reshape(reduced, shape);
  },
});
