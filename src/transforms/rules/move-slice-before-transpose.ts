import { any, defineRule, must, op, permOf, refuse } from '../kit';
import { applyCuts, cutsOf, renamed } from '../slicing';

export const moveSliceBeforeTranspose = defineRule({
  name: 'move-slice-before-transpose',
  family: 'motion',
  title: 'A part of a Transpose is the Transpose of a part.',
  before: 'Slice(Transpose(x, p), axis)',
  after: 'Transpose(Slice(x, p[axis]), p)',
  conditions: ['what is taken is known', 'the permutation is known'],
  algebra: 'axis i of the result is axis p[i] of x',
  exactness: 'bits',
  roots: [op('Slice', [op('Transpose', [any('x')], { name: 'transpose' })], { rest: 'spec' })],
  check: (m) => {
    if (cutsOf(m.graph, m.anchor) === null)
      return refuse('what is taken is not known', { node: m.anchor.id });
    return permOf(m.graph, m.node('transpose')) === null
      ? refuse('the permutation is not known', { node: m.node('transpose').id })
      : null;
  },
  rewrite: (m, b) => {
    const perm = must(permOf(m.graph, m.node('transpose')), 'permutation');
    const cuts = renamed(must(cutsOf(m.graph, m.anchor), 'cuts'), (axis) => must(perm[axis], 'axis'));
    return b.transpose(applyCuts(b, m.value('x'), cuts), perm);
  },
});
