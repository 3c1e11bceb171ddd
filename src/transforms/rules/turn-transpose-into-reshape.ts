import { any, defineRule, must, op, permOf, refuse, shapeOf, staticShape } from '../kit';

export const turnTransposeIntoReshape = defineRule({
  name: 'turn-transpose-into-reshape',
  family: 'motion',
  title: 'A Transpose that only moves axes of size 1 is a Reshape, which moves no data.',
  before: 'Transpose(x, p) that keeps the order of all axes larger than 1',
  after: 'Reshape(x, permuted shape)',
  conditions: ['the shape is static and without 0', 'axes larger than 1 keep their order', 'some axis moves'],
  algebra: 'axes of size 1 do not take part in the order of the elements',
  exactness: 'bits',
  roots: [op('Transpose', [any('x')])],
  check: (m) => {
    const shape = staticShape(m.graph, m.value('x'));
    const perm = permOf(m.graph, m.anchor);
    if (shape === null || perm === null || shape.includes(0)) {
      return refuse('the shape is not known', { node: m.anchor.id });
    }
    if (perm.every((axis, i) => axis === i)) return refuse('it moves nothing', { node: m.anchor.id });
    const large = perm.filter((axis) => shape[axis] !== 1);
    return large.some((axis, i) => i > 0 && axis < (large[i - 1] ?? 0))
      ? refuse('it reorders axes larger than 1', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b) => {
    const shape = must(shapeOf(m.graph, m.output), 'shape');
    return b.reshape(m.value('x'), shape.map(Number));
  },
});
