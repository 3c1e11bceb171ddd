import { any, defineRule, must, op, permOf, refuse } from '../kit';

export const mergeTransposes = defineRule({
  name: 'merge-transposes',
  family: 'clean-up',
  title: 'Two Transposes in a row are one.',
  before: 'Transpose(Transpose(x, p), q)',
  after: 'Transpose(x, p∘q)',
  conditions: ['both permutations are known'],
  algebra: 'transpose(transpose(x, p), q)[i] uses axis p[q[i]] of x',
  exactness: 'bits',
  roots: [op('Transpose', [op('Transpose', [any('x')], { name: 'inner', shared: true })])],
  check: (m) =>
    permOf(m.graph, m.anchor) === null || permOf(m.graph, m.node('inner')) === null
      ? refuse('a permutation is not known', { node: m.anchor.id })
      : null,
  rewrite: (m, b) => {
    const outer = must(permOf(m.graph, m.anchor), 'permutation');
    const inner = must(permOf(m.graph, m.node('inner')), 'permutation');
    return b.transpose(
      m.value('x'),
      outer.map((axis) => must(inner[axis], 'axis')),
    );
  },
});
