import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, type Match, must, op, type Refusal, refuse } from '../kit';
import { keepsAxes, reduceLike, someReducedAxes } from '../reductions';

interface Plan {
  /** Axes of a. */
  readonly axes: readonly number[];
  /** Axes of the result that go once the product is done; null where the reduction takes them itself. */
  readonly squeezed: readonly number[] | null;
}

function plan(m: Match): Plan | Refusal {
  const axes = someReducedAxes(m.graph, m.anchor);
  const [a, b] = [m.shape('a')?.length, m.shape('b')?.length];
  if (axes === null) return refuse('the axes are not known', { node: m.anchor.id });
  if (a === undefined || b === undefined || a < 2 || b < 2) {
    return refuse('an operand is a vector, or its rank is not known', { node: m.node('product').id });
  }
  const rank = Math.max(a, b);
  if (axes.includes(rank - 1)) return refuse('columns are reduced', { node: m.anchor.id });
  if (b === 2) return { axes, squeezed: null };
  if (axes.some((axis) => axis !== rank - 2)) {
    return refuse('a stack of right operands is reduced', { node: m.anchor.id });
  }
  return { axes: [a - 2], squeezed: keepsAxes(m.anchor) ? [] : axes };
}

export const moveReductionBeforeMatmul = defineRule({
  name: 'move-reduction-before-matmul',
  family: 'motion',
  title: 'The mean of the rows of a product is the product of the mean of the rows.',
  before: 'ReduceMean(MatMul(a, b), rows), or ReduceSum',
  after: 'MatMul(ReduceMean(a, rows), b)',
  conditions: [
    'the axes are known, and the last is not among them',
    'both operands are matrices or stacks of them; where b is a stack, only rows are reduced',
    'float32 or float64',
  ],
  algebra: 'Σᵢ(aᵢ·b) = (Σᵢaᵢ)·b',
  exactness: 'reals',
  roots: [
    op(['ReduceMean', 'ReduceSum'], [op('MatMul', [any('a'), any('b')], { name: 'product' })], {
      rest: 'axes',
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.output);
    if (refusal !== null) return refusal;
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const { axes, squeezed } = planned;
    const keepdims = squeezed === null ? keepsAxes(m.anchor) : true;
    const rows = reduceLike(b, m.anchor, m.value('a'), axes, keepdims);
    const product = must(b.again(m.node('product'), [rows, m.value('b')])[0], 'product');
    return squeezed === null || squeezed.length === 0 ? product : b.squeeze(product, squeezed);
  },
});
