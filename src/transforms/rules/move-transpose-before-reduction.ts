import { any, defineRule, must, op, permOf, refuse } from '../kit';
import { keepsAxes, reduceLike, reductions, someReducedAxes } from '../reductions';

export const moveTransposeBeforeReduction = defineRule({
  name: 'move-transpose-before-reduction',
  family: 'motion',
  title: 'A Transpose behind a reduction can come before it, where another may meet it.',
  before: 'Transpose(ReduceMean(x, axes; keepdims 1))',
  after: 'ReduceMean(Transpose(x), the axes where they then are)',
  conditions: ['the axes and the permutation are known', 'the reduced axes are kept'],
  algebra: 'each fibre is reduced by itself, wherever its axis stands',
  exactness: 'reals',
  undoes: ['move-reduction-before-transpose'],
  roots: [op('Transpose', [op(reductions, [any('x')], { name: 'reduction', rest: 'axes' })])],
  check: (m) => {
    const node = m.node('reduction');
    if (someReducedAxes(m.graph, node) === null || permOf(m.graph, m.anchor) === null) {
      return refuse('the axes or the permutation are not known', { node: node.id });
    }
    return keepsAxes(node) ? null : refuse('the reduced axes are gone', { node: node.id });
  },
  rewrite: (m, b) => {
    const node = m.node('reduction');
    const perm = must(permOf(m.graph, m.anchor), 'permutation');
    const axes = must(someReducedAxes(m.graph, node), 'axes').map((axis) => perm.indexOf(axis));
    return reduceLike(
      b,
      node,
      b.transpose(m.value('x'), perm),
      axes.toSorted((p, q) => p - q),
    );
  },
});
