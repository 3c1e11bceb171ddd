import { isUsed } from '../isUsed';
import { any, defineRule, must, op, permOf, refuse, splitOf, type ValueId } from '../kit';

export const moveSplitBeforeTranspose = defineRule({
  name: 'move-split-before-transpose',
  family: 'motion',
  title: 'What is split can be split before it is transposed.',
  before: 'Split(Transpose(x))',
  after: 'Transpose(part of x) for each part',
  conditions: ['the sizes and the permutation are known'],
  algebra: 'a part of the transposed is the transposed part',
  exactness: 'bits',
  roots: [op('Split', [op('Transpose', [any('x')], { name: 'transpose' })], { rest: 'sizes' })],
  check: (m) => {
    if (splitOf(m.graph, m.anchor) === null) return refuse('the sizes are not known', { node: m.anchor.id });
    return permOf(m.graph, m.node('transpose')) === null ? refuse('the permutation is not known') : null;
  },
  rewrite: (m, b) => {
    const { axis, sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    const perm = must(permOf(m.graph, m.node('transpose')), 'permutation');
    const parts = b.split(m.value('x'), must(perm[axis], 'axis'), sizes);
    return new Map<ValueId, ValueId>(
      m.anchor.outputs.flatMap((output, i) =>
        output !== null && isUsed(m.graph, output)
          ? [[output, b.transpose(must(parts[i], 'part'), perm)]]
          : [],
      ),
    );
  },
});
