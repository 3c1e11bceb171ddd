import { arithmeticRefusal } from '../arithmetic';
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
import { reduceLike, someReducedAxes } from '../reductions';
import { reshaped } from '../weights';

/** Refuses an operand that the sum repeats along a reduced axis: a total would count it once. */
function operandRefusal(m: Match, operand: ValueId, axes: readonly number[]): Refusal | null {
  const [whole, own] = [shapeOf(m.graph, m.node('sum').outputs[0]), shapeOf(m.graph, operand)];
  const at = { value: operand };
  if (whole === null || own === null) return refuse('a shape is not known', at);
  const missing = whole.length - own.length;
  if (missing > 0 && m.graph.constant(operand) === null) return refuse('an operand has fewer axes', at);
  // The mean of one element is that element, repeated or not.
  const mean = m.anchor.op === 'ReduceMean';
  const fits = axes.every((axis) => {
    const size = own[axis - missing] ?? 1;
    return size === whole[axis] || (mean && size === 1);
  });
  return fits ? null : refuse('an operand is repeated along a reduced axis', at);
}

const atFullRank = (b: Builder, operand: ValueId, rank: number): ValueId => {
  const { constant } = b.valueOf(operand);
  if (constant === null || constant.shape.length === rank) return operand;
  const ones = new Array<number>(rank - constant.shape.length).fill(1);
  return b.add(reshaped(b, constant, [...ones, ...constant.shape]));
};

export const splitReductionOverSum = defineRule({
  name: 'split-reduction-over-sum',
  family: 'motion',
  title: 'The total of a sum is the sum of the totals, and the mean likewise.',
  before: 'ReduceSum(Add(x, y), axes), or ReduceMean, or of Sub',
  after: 'Add(ReduceSum(x), ReduceSum(y))',
  conditions: [
    'the axes are known',
    'no operand is repeated along a reduced axis (for a mean it may be)',
    'each operand has all axes, or is constant',
    'float32 or float64',
  ],
  algebra: 'Σᵢ(xᵢ + yᵢ) = Σᵢxᵢ + Σᵢyᵢ',
  exactness: 'reals',
  undoes: ['join-reductions-of-sum'],
  roots: [
    op(['ReduceSum', 'ReduceMean'], [op(['Add', 'Sub'], [any('x'), any('y')], { name: 'sum' })], {
      rest: 'axes',
    }),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const axes = someReducedAxes(m.graph, m.anchor);
    if (axes === null) return refuse('the axes are not known', { node: m.anchor.id });
    return operandRefusal(m, m.value('x'), axes) ?? operandRefusal(m, m.value('y'), axes);
  },
  rewrite: (m, b) => {
    const axes = must(someReducedAxes(m.graph, m.anchor), 'axes');
    const rank = must(shapeOf(m.graph, m.node('sum').outputs[0]), 'shape').length;
    const terms = m
      .node('sum')
      .inputs.map((input) => reduceLike(b, m.anchor, atFullRank(b, must(input, 'operand'), rank), axes));
    return must(b.again(m.node('sum'), terms)[0], 'sum');
  },
});
