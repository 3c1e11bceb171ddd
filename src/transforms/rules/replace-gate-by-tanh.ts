import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse, sameShape, shapeOf } from '../kit';
import { magnifiedWithin, magnifierOf } from '../magnified';

export const replaceGateByTanh = defineRule({
  name: 'replace-gate-by-tanh',
  family: 'elementwise',
  title:
    'A value times a Sigmoid (SiLU among them) is written with Tanh, whose kernel is faster in some runtimes.',
  before: 'Mul(y, Sigmoid(x))',
  after: 'Add(Mul(h, Tanh(Mul(x, ½))), h) with h = Mul(y, ½), which is one product where y is x',
  conditions: [
    'float32 or float64, y finite',
    'nothing near tells very small values apart (as for replace-sigmoid-by-tanh)',
    'x is as large as the product: of a gate per channel the Sigmoid alone is written so (replace-sigmoid-by-tanh)',
  ],
  algebra: 'y·σ(x) = y/2·tanh(x/2) + y/2',
  exactness: 'reals',
  down: magnifiedWithin,
  roots: [op('Mul', [any('y'), op('Sigmoid', [any('x')])], { commutative: true })],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (!sameShape(m.shape('x'), shapeOf(m.graph, m.output)))
      return refuse('the gate is smaller than what it gates', { value: m.value('x') });
    const magnifier = magnifierOf(m.graph, m.output);
    return magnifier === null
      ? null
      : refuse(`${magnifier.op} tells very small values apart`, { node: magnifier.id });
  },
  rewrite: (m, b) => {
    const [x, y] = [m.value('x'), m.value('y')];
    const half = b.scalar(must(m.dtype('x'), 'type'), 0.5);
    const h = b.node('Mul', [y, half]);
    const t = b.node('Tanh', [x === y ? h : b.node('Mul', [x, half])]);
    return b.node('Add', [b.node('Mul', [h, t]), h]);
  },
});
