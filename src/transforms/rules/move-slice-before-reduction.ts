import { any, defineRule, type Match, must, op, rankOf, reducedAxes, refuse } from '../kit';
import { keepsAxes, reductions } from '../reductions';
import { applyCuts, type Cut, cutsOf, renamed } from '../slicing';

/** The cuts on x, or null when a reduced axis is cut or something is not known. */
function plan(m: Match): readonly Cut[] | null {
  const node = m.node('reduction');
  const cuts = cutsOf(m.graph, m.anchor);
  const axes = reducedAxes(m.graph, node);
  const rank = rankOf(m.graph, m.value('x'));
  if (cuts === null || axes === null || rank === null) return null;
  const all = Array.from({ length: rank }, (_, i) => i);
  const from = keepsAxes(node) ? all : all.filter((axis) => !axes.includes(axis));
  const source = (axis: number) => from[axis] ?? -1;
  return cuts.some((cut) => axes.includes(source(cut.axis))) ? null : renamed(cuts, source);
}

export const moveSliceBeforeReduction = defineRule({
  name: 'move-slice-before-reduction',
  family: 'motion',
  title: 'Some rows of a reduction need only those rows.',
  before: 'Slice(ReduceMean(x, axes), other axes)',
  after: 'ReduceMean(Slice(x), axes)',
  conditions: [
    'what is taken is known',
    'no reduced axis is sliced; axes behind removed ones are renumbered',
  ],
  algebra: 'each row is reduced by itself',
  exactness: 'bits',
  roots: [op('Slice', [op(reductions, [any('x')], { name: 'reduction', rest: 'axes' })], { rest: 'spec' })],
  check: (m) => {
    if (cutsOf(m.graph, m.anchor) === null)
      return refuse('what is taken is not known', { node: m.anchor.id });
    return plan(m) === null
      ? refuse('a reduced axis is sliced, or the axes are not known', { node: m.node('reduction').id })
      : null;
  },
  rewrite: (m, b) => {
    const node = m.node('reduction');
    const [, ...rest] = node.inputs;
    const input = applyCuts(b, m.value('x'), must(plan(m), 'cuts'));
    return must(b.again(node, [input, ...rest])[0], 'output');
  },
});
