import { any, bypass, constant, defineRule, isFilledWith, op, refuse, sameShape, shapeOf } from '../kit';

export const eliminateNeutralFactor = defineRule({
  name: 'eliminate-neutral-factor',
  family: 'clean-up',
  title: 'Multiplying or dividing by one, or raising to the first power, changes nothing.',
  before: 'Mul(x, 1), Div(x, 1), Pow(x, 1)',
  after: 'x',
  conditions: [
    'the constant is filled with 1',
    'it does not broadcast x to a larger shape',
    'it does not give an output of the graph its name',
  ],
  algebra: 'x · 1 = x / 1 = x¹ = x',
  exactness: 'bits',
  roots: [op(['Mul', 'Div', 'Pow'], [any('x'), constant('one')], { commutative: true })],
  check: (m) => {
    if (m.anchor.op !== 'Mul' && m.anchor.inputs[1] !== m.value('one')) {
      return refuse('the constant is the first operand', { node: m.anchor.id });
    }
    if (!isFilledWith(m.constant('one'), 1)) {
      return refuse('the constant is not one', { value: m.value('one') });
    }
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output))) {
      return refuse('it broadcasts', { node: m.anchor.id });
    }
    return bypass(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
