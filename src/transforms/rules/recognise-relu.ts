import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, isFilledWith, op, refuse, sameShape, shapeOf } from '../kit';

export const recogniseRelu = defineRule({
  name: 'recognise-relu',
  family: 'elementwise',
  title: 'A maximum with zero is a Relu, which convolutions take in.',
  before: 'Max(x, 0)',
  after: 'Relu(x)',
  conditions: ['the other operand is a constant of zeros that does not enlarge x', 'float32 or float64'],
  algebra: 'max(x, 0)',
  exactness: 'bits',
  roots: [op('Max', [any('x'), constant('zero')], { commutative: true })],
  undoes: ['lower-relu-to-max'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (!isFilledWith(m.constant('zero'), 0)) return refuse('the other operand is not zero');
    return sameShape(m.shape('x'), shapeOf(m.graph, m.output)) ? null : refuse('the zeros may enlarge x');
  },
  rewrite: (m, b) => b.node('Relu', [m.value('x')]),
});
