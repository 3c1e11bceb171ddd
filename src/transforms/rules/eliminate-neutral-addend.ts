import { any, bypass, constant, defineRule, isFilledWith, op, refuse, sameShape, shapeOf } from '../kit';

export const eliminateNeutralAddend = defineRule({
  name: 'eliminate-neutral-addend',
  family: 'clean-up',
  title: 'Adding or subtracting zero changes nothing.',
  before: 'Add(x, 0), Sub(x, 0)',
  after: 'x',
  conditions: [
    'the constant is filled with 0',
    'it does not broadcast x to a larger shape',
    'it does not give an output of the graph its name',
  ],
  algebra: 'x + 0 = x (−0 becomes 0, which compares equal)',
  exactness: 'reals',
  roots: [op(['Add', 'Sub'], [any('x'), constant('zero')], { commutative: true })],
  check: (m) => {
    if (m.anchor.op === 'Sub' && m.anchor.inputs[1] !== m.value('zero')) {
      return refuse('it subtracts from zero', { node: m.anchor.id });
    }
    if (!isFilledWith(m.constant('zero'), 0)) {
      return refuse('the constant is not zero', { value: m.value('zero') });
    }
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output))) {
      return refuse('it broadcasts', { node: m.anchor.id });
    }
    return bypass(m.graph, m.output, m.value('x'));
  },
  rewrite: (m) => m.value('x'),
});
