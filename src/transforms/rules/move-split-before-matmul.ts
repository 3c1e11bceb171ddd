import { isUsed } from '../isUsed';
import { any, constant, defineRule, must, op, refuse, splitOf, type ValueId } from '../kit';
import { applyCuts } from '../slicing';

export const moveSplitBeforeMatmul = defineRule({
  name: 'move-split-before-matmul',
  family: 'matmul',
  title: 'A product whose columns are split is a product for each part of the weights.',
  before: 'Split(MatMul(x, w), last axis)',
  after: 'MatMul(x, part of w) for each part',
  conditions: ['the weights are a constant matrix', 'the last axis is split, into known sizes'],
  algebra: 'x·[u | v] = [x·u | x·v]',
  exactness: 'reals',
  undoes: ['merge-matmuls-sharing-input'],
  roots: [op('Split', [op('MatMul', [any('x'), constant('w')], { name: 'product' })], { rest: 'sizes' })],
  check: (m) => {
    const split = splitOf(m.graph, m.anchor);
    const rank = m.shape('x')?.length ?? 0;
    if (split === null) return refuse('the sizes are not known', { node: m.anchor.id });
    if (rank < 2 || m.constant('w').shape.length !== 2) {
      return refuse('the weights are not a matrix', { value: m.value('w') });
    }
    return split.axis === rank - 1
      ? null
      : refuse('another axis than the last is split', { node: m.anchor.id });
  },
  rewrite: (m, b) => {
    const { sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    const parts = new Map<ValueId, ValueId>();
    let start = 0;
    m.anchor.outputs.forEach((output, i) => {
      const end = start + must(sizes[i], 'size');
      const weights = applyCuts(b, m.value('w'), [{ axis: 1, start, end, step: 1 }]);
      if (isUsed(m.graph, output))
        parts.set(output, must(b.again(m.node('product'), [m.value('x'), weights])[0], 'part'));
      start = end;
    });
    return parts;
  },
});
