import { arithmeticRefusal } from '../arithmetic';
import { defineRule, intAttr, must, normalAxis, op, rankOf, refuse } from '../kit';
import { reduceLike, someReducedAxes } from '../reductions';

/** What puts the results of the parts together. */
const joins: Readonly<Record<string, string>> = { ReduceSum: 'Add', ReduceMax: 'Max', ReduceMin: 'Min' };

export const splitReductionOverConcat = defineRule({
  name: 'split-reduction-over-concat',
  family: 'motion',
  title: 'The total over all parts of a Concat is the sum of their totals; extrema likewise.',
  before: 'ReduceSum(Concat(x, y…; axis), axes with that axis)',
  after: 'Add(ReduceSum(x), ReduceSum(y))…; Max and Min for extrema',
  conditions: ['the axes are known, and the axis of the Concat is one of them', 'float32 or float64'],
  algebra: 'Σ over a union of disjoint sets is the sum of the Σ',
  exactness: 'reals',
  roots: [op(Object.keys(joins), [op('Concat', null, { name: 'concat' })], { rest: 'axes' })],
  check: (m, context) => {
    const concat = m.node('concat');
    const output = must(concat.outputs[0], 'output');
    const refusal = arithmeticRefusal(context, output);
    if (refusal !== null) return refusal;
    if (context.opset < 8) return refuse('before opset 8 Max and Min do not broadcast');
    const axes = someReducedAxes(m.graph, m.anchor);
    const rank = rankOf(m.graph, output);
    if (axes === null || rank === null) {
      return refuse('the axes are not known', { node: m.anchor.id });
    }
    const along = normalAxis(intAttr(concat, 'axis', 1), rank);
    return along !== null && axes.includes(along)
      ? null
      : refuse('it does not reduce the axis of the Concat', { node: concat.id });
  },
  rewrite: (m, b) => {
    const axes = must(someReducedAxes(m.graph, m.anchor), 'axes');
    const join = must(joins[m.anchor.op], 'operator');
    const parts = m
      .node('concat')
      .inputs.flatMap((part) => (part === null ? [] : [reduceLike(b, m.anchor, part, axes)]));
    return parts.reduce((sum, part) => b.node(join, [sum, part]));
  },
});
