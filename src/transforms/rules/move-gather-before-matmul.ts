import { oneKnownRefusal, pickFrom, pickingOf } from '../gathering';
import { any, defineRule, type Match, must, op, type Refusal, refuse } from '../kit';

interface Plan {
  /** Which operand is picked from instead, and along which of its axes. */
  readonly of: 'a' | 'b';
  readonly axis: number;
}

function plan(m: Match): Plan | Refusal {
  const known = oneKnownRefusal(m.graph, m.anchor);
  if (known !== null) return known;
  const picking = pickingOf(m.graph, m.anchor);
  const [a, b] = [m.shape('a')?.length, m.shape('b')?.length];
  if (picking === null) return refuse('a rank is not known', { node: m.anchor.id });
  if (a === undefined || b === undefined || a < 2 || b < 2) {
    return refuse('an operand is a vector, or its rank is not known', { node: m.node('product').id });
  }
  const rank = Math.max(a, b);
  const isVector = picking.shape.length === 1;
  const { axis } = picking;
  if (axis === rank - 1) {
    return isVector ? { of: 'b', axis: b - 1 } : refuse('columns are picked by other than a vector');
  }
  if (b === 2) return { of: 'a', axis };
  if (axis < rank - 2) return refuse('a stack of right operands is picked from', { node: m.anchor.id });
  return isVector ? { of: 'a', axis: a - 2 } : refuse('rows of a stack are picked by other than a vector');
}

export const moveGatherBeforeMatmul = defineRule({
  name: 'move-gather-before-matmul',
  family: 'motion',
  title: 'Picked rows of a product need only those rows of the left operand; columns, of the right.',
  before: 'Gather(MatMul(a, b), i; axis)',
  after: 'MatMul(Gather(a, i), b), or MatMul(a, Gather(b, i))',
  conditions: [
    'there are several indices, or what they are is not known',
    'both operands are matrices or stacks of them',
    'where b is a stack, rows or columns are picked, by a vector',
    'columns are picked by a vector',
  ],
  algebra: '(a·b)[i, :] = a[i, :]·b',
  exactness: 'reals',
  roots: [op('Gather', [op('MatMul', [any('a'), any('b')], { name: 'product' }), any('indices')])],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const picking = must(pickingOf(m.graph, m.anchor), 'picking');
    const picked = pickFrom(b, m.value(planned.of), picking, planned.axis);
    const inputs = planned.of === 'a' ? [picked, m.value('b')] : [m.value('a'), picked];
    return must(b.again(m.node('product'), inputs)[0], 'output');
  },
});
