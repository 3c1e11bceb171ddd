import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, intAttr, type Match, maybe, must, oneOf, op, reducedAxes, refuse } from '../kit';

const exponential = op(
  'Exp',
  [
    oneOf(
      op('Sub', [any('x'), op('ReduceMax', [any('x'), maybe(any('maxAxes'))], { name: 'peak' })]),
      any('x'),
    ),
  ],
  { name: 'e' },
);

/** The one axis over which it is normalised; null where there is none. */
function axisOf(m: Match): number | null {
  const axes = reducedAxes(m.graph, m.node('total'));
  const [axis] = axes ?? [];
  if (axes?.length !== 1 || axis === undefined || intAttr(m.node('total'), 'keepdims', 1) !== 1) return null;
  const peak = m.findNode('peak');
  if (peak === null) return axis;
  const same = reducedAxes(m.graph, peak);
  return same?.length === 1 && same[0] === axis && intAttr(peak, 'keepdims', 1) === 1 ? axis : null;
}

export const recogniseSoftmax = defineRule({
  name: 'recognise-softmax',
  family: 'elementwise',
  title: 'Exponentials divided by their sum are a Softmax.',
  before: 'Div(e, ReduceSum(e)), e = Exp(Sub(x, ReduceMax(x))) or Exp(x)',
  after: 'Softmax(x)',
  conditions: [
    'sum and maximum are over the same single axis and keep it',
    'before opset 13, that is the last axis',
    'float32 or float64',
  ],
  algebra: 'exp(x − c)/Σ exp(x − c) does not depend on c',
  exactness: 'reals',
  roots: [op('Div', [exponential, op('ReduceSum', [exponential, maybe(any('sumAxes'))], { name: 'total' })])],
  undoes: ['lower-softmax'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const axis = axisOf(m);
    if (axis === null)
      return refuse('sum and maximum are not over the same single axis', { node: m.node('total').id });
    const last = axis + 1 === m.shape('x')?.length;
    return context.opset >= 13 || last
      ? null
      : refuse('before opset 13 a Softmax flattens what follows its axis');
  },
  rewrite: (m, b) => b.softmax(m.value('x'), must(axisOf(m), 'axis')),
});
