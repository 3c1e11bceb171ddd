import { dividesBy, lengthOf, movedFactorRefusal, reshapeConstant, variedAxis } from '../factors';
import { any, constant, defineRule, maybe, must, op, rankOf, refuse } from '../kit';

export const foldFactorIntoConv = defineRule({
  name: 'fold-factor-into-conv',
  family: 'convolution',
  title: 'A constant factor or divisor behind a Conv goes into its weights and bias.',
  before: 'Mul(Conv(x, w, b), s), Div(Conv(x, w, b), s)',
  after: 'Conv(x, w·s, b·s)',
  conditions: ['weights and bias are constant', 's is one number, or one per channel', 'float32 or float64'],
  algebra: '(w ∗ x + b)·s = (w·s) ∗ x + b·s, channel by channel',
  exactness: 'reals',
  roots: [
    op(
      ['Mul', 'Div'],
      [op('Conv', [any('x'), constant('w'), maybe(constant('b'))], { name: 'conv' }), constant('s')],
      { commutative: true },
    ),
  ],
  check: (m) => {
    if (!dividesBy(m.anchor, m.value('s'))) return refuse('the constant is divided', { node: m.anchor.id });
    const rank = rankOf(m.graph, m.node('conv').outputs[0]);
    if (rank === null) return refuse('the shape is not known', { node: m.node('conv').id });
    const { shape } = m.constant('s');
    const axis = variedAxis(shape, rank);
    if ((axis !== null && axis !== 1) || shape.length > rank) {
      return refuse('the factor is not one number or one per channel', { value: m.value('s') });
    }
    if (axis === 1 && lengthOf(shape) !== m.constant('w').shape[0]) {
      return refuse('the factor enlarges the result', { value: m.value('s') });
    }
    return movedFactorRefusal(m.graph, m.anchor, m.value('s'), m.value('x'));
  },
  rewrite: (m, b) => {
    const s = m.constant('s');
    const count = lengthOf(s.shape);
    const kernelAxes = m
      .constant('w')
      .shape.slice(1)
      .map(() => 1);
    const weights = b.folded(m.anchor.op, [m.constant('w'), reshapeConstant(b, s, [count, ...kernelAxes])]);
    const inputs = [m.value('x'), weights];
    if (m.find('b') !== null) {
      inputs.push(b.folded(m.anchor.op, [m.constant('b'), reshapeConstant(b, s, [count])]));
    }
    return must(b.again(m.node('conv'), inputs)[0], 'output');
  },
});
