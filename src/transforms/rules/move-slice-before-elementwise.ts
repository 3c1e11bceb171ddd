import { elementwiseOps, microsoftElementwiseOps } from '../elementwiseOps';
import { defineRule, type Match, must, oneOf, op, refuse, shapeOf } from '../kit';
import { applyCuts, type Cut, cutsOf, operandCuts, wholeShape } from '../slicing';

/** The cuts that each input of the elementwise node needs, or null. */
function plan(m: Match): readonly (readonly Cut[] | null)[] | null {
  const node = m.node('f');
  const cuts = cutsOf(m.graph, m.anchor);
  const whole = wholeShape(m.graph, node);
  if (cuts === null || whole === null) return null;
  const plans = node.inputs.map((input) =>
    input === null ? null : operandCuts(cuts, whole, shapeOf(m.graph, input)),
  );
  return plans.every((own, i) => own !== null || node.inputs[i] === null) ? plans : null;
}

export const moveSliceBeforeElementwise = defineRule({
  name: 'move-slice-before-elementwise',
  family: 'motion',
  title: 'A part of an elementwise result needs only that part of the operands.',
  before: 'Slice(f(x, y…))',
  after: 'f(Slice(x), Slice(y)…)',
  conditions: [
    'what is taken is known',
    'it is known how each operand broadcasts; a dimension of 1 that broadcasts is not sliced',
  ],
  algebra: 'f(x, y)[i] = f(x[i], y[i]) for elementwise f',
  exactness: 'bits',
  roots: [
    op(
      'Slice',
      [
        oneOf(
          op(elementwiseOps, null, { name: 'f' }),
          op(microsoftElementwiseOps, null, { name: 'f', domain: 'com.microsoft' }),
        ),
      ],
      { rest: 'spec' },
    ),
  ],
  check: (m) => {
    if (m.node('f').outputs.length !== 1) return refuse('it has several outputs', { node: m.node('f').id });
    if (cutsOf(m.graph, m.anchor) === null)
      return refuse('what is taken is not known', { node: m.anchor.id });
    return plan(m) === null
      ? refuse('how an operand broadcasts is not known', { node: m.node('f').id })
      : null;
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const plans = must(plan(m), 'cuts');
    const inputs = node.inputs.map((input, i) =>
      input === null ? null : applyCuts(b, input, plans[i] ?? []),
    );
    return must(b.again(node, inputs)[0], 'output');
  },
});
