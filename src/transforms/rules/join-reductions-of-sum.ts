import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse, sameShape } from '../kit';
import { keepsAxes, reduceLike, someReducedAxes } from '../reductions';

const totals = ['ReduceSum', 'ReduceMean'];

export const joinReductionsOfSum = defineRule({
  name: 'join-reductions-of-sum',
  family: 'motion',
  title: 'A sum of two totals is the total of one sum.',
  before: 'Add(ReduceSum(x, axes), ReduceSum(y, axes)), or ReduceMean, or Sub',
  after: 'ReduceSum(Add(x, y), axes)',
  conditions: ['both reduce alike, over the same known axes', 'x and y have one shape', 'float32 or float64'],
  algebra: 'Σᵢxᵢ + Σᵢyᵢ = Σᵢ(xᵢ + yᵢ)',
  exactness: 'reals',
  undoes: ['split-reduction-over-sum'],
  roots: [
    op(
      ['Add', 'Sub'],
      [
        op(totals, [any('x')], { name: 'first', rest: 'axes' }),
        op(totals, [any('y')], { name: 'second', rest: 'sameAxes' }),
      ],
    ),
  ],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const [first, second] = [m.node('first'), m.node('second')];
    const [p, q] = [someReducedAxes(m.graph, first), someReducedAxes(m.graph, second)];
    if (p === null || q === null) return refuse('the axes are not known', { node: first.id });
    if (first.op !== second.op || p.join() !== q.join() || keepsAxes(first) !== keepsAxes(second)) {
      return refuse('they do not reduce alike', { node: second.id });
    }
    return sameShape(m.shape('x'), m.shape('y'))
      ? null
      : refuse('the operands differ in shape', { value: m.value('y') });
  },
  rewrite: (m, b) => {
    const first = m.node('first');
    const sum = must(b.again(m.anchor, [m.value('x'), m.value('y')])[0], 'sum');
    return reduceLike(b, first, sum, must(someReducedAxes(m.graph, first), 'axes'));
  },
});
