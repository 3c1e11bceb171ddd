import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, intAttr, type Match, must, normalAxis, op, rankOf, refuse } from '../kit';

function axisOf(m: Match, opset: number): number | null {
  const rank = rankOf(m.graph, m.value('x'));
  if (rank === null) return null;
  const axis = normalAxis(intAttr(m.node('softmax'), 'axis', opset >= 13 ? -1 : 1), rank);
  return opset >= 13 || axis === rank - 1 ? axis : null;
}

export const lowerSoftmax = defineRule({
  name: 'lower-softmax',
  family: 'elementwise',
  title: 'A Softmax is written out, so that its division can be moved.',
  before: 'Softmax(x)',
  after: 'Div(e, ReduceSum(e)), e = Exp(Sub(x, ReduceMax(x)))',
  conditions: ['the rank is known; before opset 13, the axis is the last', 'float32 or float64'],
  algebra: 'exp(x − max x)/Σ exp(x − max x)',
  exactness: 'reals',
  roots: [op('Softmax', [any('x')], { name: 'softmax' })],
  undoes: ['recognise-softmax'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    return axisOf(m, context.opset) === null ? refuse('it is not over one known axis') : null;
  },
  rewrite: (m, b) => {
    const axis = must(axisOf(m, b.opset), 'axis');
    const x = m.value('x');
    const e = b.node('Exp', [b.node('Sub', [x, b.reduce('ReduceMax', x, [axis], true)])]);
    return b.node('Div', [e, b.reduce('ReduceSum', e, [axis], true)]);
  },
});
