import { axisBehindPicking, oneKnownRefusal, pickFrom, pickingOf } from '../gathering';
import { any, defineRule, must, op, permOf, refuse } from '../kit';

export const moveGatherBeforeTranspose = defineRule({
  name: 'move-gather-before-transpose',
  family: 'motion',
  title: 'What is picked can be picked before it is transposed.',
  before: 'Gather(Transpose(x), i; axis)',
  after: 'Transpose(Gather(x, i; the same axis of x))',
  conditions: [
    'there are several indices, or what they are is not known',
    'the permutation and the rank of the indices are known',
  ],
  algebra: 'a place of the transposed is the transposed place',
  exactness: 'bits',
  roots: [op('Gather', [op('Transpose', [any('x')], { name: 'transpose' }), any('indices')])],
  check: (m) => {
    const known = pickingOf(m.graph, m.anchor) !== null && permOf(m.graph, m.node('transpose')) !== null;
    if (known) return oneKnownRefusal(m.graph, m.anchor);
    return refuse('the permutation or a rank is not known', { node: m.anchor.id });
  },
  rewrite: (m, b) => {
    const picking = must(pickingOf(m.graph, m.anchor), 'picking');
    const perm = must(permOf(m.graph, m.node('transpose')), 'permutation');
    const axis = must(perm[picking.axis], 'axis');
    const picked = pickFrom(b, m.value('x'), picking, axis);
    const order = perm.flatMap((from) =>
      from === axis ? picking.shape.map((_, i) => axis + i) : [axisBehindPicking({ ...picking, axis }, from)],
    );
    return order.every((from, i) => from === i) ? picked : b.transpose(picked, order);
  },
});
