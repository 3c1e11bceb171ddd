import { arithmeticRefusal } from '../arithmetic';
import { dividesBy, movedFactorRefusal } from '../factors';
import {
  any,
  type Builder,
  defineRule,
  type Match,
  must,
  op,
  type Refusal,
  refuse,
  shapeOf,
  type ValueId,
} from '../kit';
import { keepsAxes, reduceLike, someReducedAxes } from '../reductions';
import { reshaped } from '../weights';

function refusalOf(m: Match): Refusal | null {
  if (!dividesBy(m.node('product'), m.value('c'))) return refuse('the factor is divided');
  const axes = someReducedAxes(m.graph, m.anchor);
  const whole = shapeOf(m.graph, m.node('product').outputs[0]);
  const [x, c] = [m.shape('x'), m.shape('c')];
  if (axes === null || whole === null || x === null || c === null) {
    return refuse('the axes or shapes are not known', { node: m.anchor.id });
  }
  if (x.length !== whole.length || axes.some((axis) => x[axis] !== whole[axis])) {
    return refuse('the other operand is repeated along a reduced axis', { value: m.value('x') });
  }
  const missing = whole.length - c.length;
  return axes.some((axis) => (c[axis - missing] ?? 1) !== 1)
    ? refuse('the factor varies along a reduced axis', { value: m.value('c') })
    : null;
}

/** The factor without the reduced axes. */
function narrowed(b: Builder, c: ValueId, missing: number, axes: readonly number[]): ValueId {
  const own = axes.map((axis) => axis - missing).filter((axis) => axis >= 0);
  if (own.length === 0) return c;
  const { constant } = b.valueOf(c);
  if (constant === null) return b.squeeze(c, own);
  return b.add(
    reshaped(
      b,
      constant,
      constant.shape.filter((_, i) => !own.includes(i)),
    ),
  );
}

export const moveFactorBehindReduction = defineRule({
  name: 'move-factor-behind-reduction',
  family: 'motion',
  title: 'A factor that all summands share is applied to their total.',
  before: 'ReduceSum(Mul(x, c), axes), or ReduceMean, or of Div(x, c)',
  after: 'Mul(ReduceSum(x, axes), c)',
  conditions: [
    'the axes and shapes are known',
    'c does not vary along a reduced axis, and x is not repeated along one',
    'float32 or float64',
  ],
  algebra: 'Σᵢ xᵢ·c = (Σᵢ xᵢ)·c',
  exactness: 'reals',
  roots: [
    op(
      ['ReduceSum', 'ReduceMean'],
      [op(['Mul', 'Div'], [any('x'), any('c')], { commutative: true, name: 'product' })],
      { rest: 'axes' },
    ),
  ],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    refusalOf(m) ??
    movedFactorRefusal(m.graph, m.node('product'), m.value('c'), m.value('x')),
  rewrite: (m, b) => {
    const axes = must(someReducedAxes(m.graph, m.anchor), 'axes');
    const [x, c] = [must(m.shape('x'), 'shape'), must(m.shape('c'), 'shape')];
    const total = reduceLike(b, m.anchor, m.value('x'), axes);
    const factor = keepsAxes(m.anchor) ? m.value('c') : narrowed(b, m.value('c'), x.length - c.length, axes);
    return must(b.again(m.node('product'), [total, factor])[0], 'product');
  },
});
