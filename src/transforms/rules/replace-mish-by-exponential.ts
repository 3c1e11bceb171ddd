import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse } from '../kit';
import { magnifiedWithin, magnifierOf } from '../magnified';

export const replaceMishByExponential = defineRule({
  name: 'replace-mish-by-exponential',
  family: 'elementwise',
  title:
    'A value times the Tanh of its Softplus (Mish) needs one exponential and no Softplus, a slow kernel.',
  before: 'Mul(y, Tanh(Softplus(x)))',
  after: 'Mul(y, Sub(1, Div(2, Add(Mul(e, e), 1)))) with e = Add(Exp(x), 1)',
  conditions: [
    'float32 or float64',
    'nothing near tells very small values apart: far below zero it is 0, where the Softplus is merely small',
  ],
  algebra: 'tanh(ln(e)) = 1 − 2/(e² + 1); where exp overflows it is 1, as it should be',
  exactness: 'reals',
  down: magnifiedWithin,
  roots: [op('Mul', [any('y'), op('Tanh', [op('Softplus', [any('x')])])], { commutative: true })],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const magnifier = magnifierOf(m.graph, m.output);
    return magnifier === null
      ? null
      : refuse(`${magnifier.op} tells very small values apart`, { node: magnifier.id });
  },
  rewrite: (m, b) => {
    const dtype = must(m.dtype('x'), 'type');
    const [one, two] = [b.scalar(dtype, 1), b.scalar(dtype, 2)];
    const e = b.node('Add', [b.node('Exp', [m.value('x')]), one]);
    const d = b.node('Add', [b.node('Mul', [e, e]), one]);
    return b.node('Mul', [m.value('y'), b.node('Sub', [one, b.node('Div', [two, d])])]);
  },
});
