import { dividesBy, reshapeConstant } from '../factors';
import { any, constant, defineRule, elementCount, must, op, rankOf, refuse } from '../kit';

export const moveFactorBeforeLayout = defineRule({
  name: 'move-factor-before-layout',
  family: 'elementwise',
  title: 'A number that multiplies or divides all elements can do so before they are rearranged.',
  before: 'Mul(Transpose(x), s), also Div, and Reshape, Squeeze, Unsqueeze, Flatten, Slice',
  after: 'Transpose(Mul(x, s))',
  conditions: ['s is one constant number that does not add axes'],
  algebra: 'rearranging elements and scaling all of them alike commute',
  exactness: 'bits',
  roots: [
    op(
      ['Mul', 'Div'],
      [
        op(['Transpose', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Slice'], [any('x')], {
          name: 'layout',
          rest: 'rest',
        }),
        constant('s'),
      ],
      { commutative: true },
    ),
  ],
  check: (m, { opset }) => {
    if (opset < 7) return refuse('before opset 7 operands broadcast otherwise');
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const { shape } = m.constant('s');
    const rank = rankOf(m.graph, m.node('layout').outputs[0]);
    if (elementCount(shape) !== 1) return refuse('the factor is not one number', { value: m.value('s') });
    if (rank === null || shape.length > rank) return refuse('the factor adds axes', { value: m.value('s') });
    return null;
  },
  rewrite: (m, b) => {
    const s = b.add(reshapeConstant(b, m.constant('s'), []));
    const scaled = b.node(m.anchor.op, [m.value('x'), s]);
    const layout = m.node('layout');
    return must(b.again(layout, [scaled, ...layout.inputs.slice(1)])[0], 'output');
  },
});
