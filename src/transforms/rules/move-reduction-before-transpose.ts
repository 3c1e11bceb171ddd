import { any, defineRule, type Match, must, op, permOf, refuse } from '../kit';
import { axisBehind, keepsAxes, reduceLike, reductions, someReducedAxes } from '../reductions';

interface Plan {
  /** Axes of x. */
  readonly axes: readonly number[];
  /** Order of the axes that are left. */
  readonly perm: readonly number[];
}

function plan(m: Match): Plan | null {
  const behind = someReducedAxes(m.graph, m.anchor);
  const perm = permOf(m.graph, m.node('transpose'));
  if (behind === null || perm === null) return null;
  const axes = behind.map((axis) => must(perm[axis], 'axis')).toSorted((a, b) => a - b);
  if (keepsAxes(m.anchor)) return { axes, perm };
  const left = perm.filter((axis) => !axes.includes(axis));
  return { axes, perm: left.map((axis) => axisBehind(axis, axes, false)) };
}

export const moveReductionBeforeTranspose = defineRule({
  name: 'move-reduction-before-transpose',
  family: 'motion',
  title: 'What is reduced need not be transposed first.',
  before: 'ReduceMean(Transpose(x), axes)',
  after: 'Transpose(ReduceMean(x, the same axes of x))',
  conditions: ['the axes and the permutation are known'],
  algebra: 'each fibre is reduced by itself, wherever its axis stands',
  exactness: 'reals',
  undoes: ['move-transpose-before-reduction'],
  roots: [op(reductions, [op('Transpose', [any('x')], { name: 'transpose' })], { rest: 'axes' })],
  check: (m) =>
    plan(m) === null ? refuse('the axes or the permutation are not known', { node: m.anchor.id }) : null,
  rewrite: (m, b) => {
    const { axes, perm } = must(plan(m), 'plan');
    const reduced = reduceLike(b, m.anchor, m.value('x'), axes);
    return perm.every((axis, i) => axis === i) ? reduced : b.transpose(reduced, perm);
  },
});
