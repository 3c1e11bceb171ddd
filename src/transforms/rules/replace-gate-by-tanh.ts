import { arithmeticRefusal } from '../arithmetic';
import { any, defineRule, must, op, refuse, sameShape, shapeOf } from '../kit';

export const replaceGateByTanh = defineRule({
  name: 'replace-gate-by-tanh',
  family: 'elementwise',
  title:
    'A value times a Sigmoid (SiLU among them) is written with Tanh, whose kernel is faster in some runtimes.',
  before: 'Mul(y, Sigmoid(x))',
  after: 'Add(Mul(h, Tanh(Mul(x, ½))), h) with h = Mul(y, ½), which is one product where y is x',
  conditions: [
    'float32 or float64',
    'x is as large as the product: of a gate per channel the Sigmoid alone is written so (replace-sigmoid-by-tanh)',
  ],
  algebra: 'y·σ(x) = y/2·tanh(x/2) + y/2',
  exactness: 'reals',
  roots: [op('Mul', [any('y'), op('Sigmoid', [any('x')])], { commutative: true })],
  check: (m, context) =>
    arithmeticRefusal(context, m.value('x')) ??
    (sameShape(m.shape('x'), shapeOf(m.graph, m.output))
      ? null
      : refuse('the gate is smaller than what it gates', { value: m.value('x') })),
  rewrite: (m, b) => {
    const [x, y] = [m.value('x'), m.value('y')];
    const half = b.scalar(must(m.dtype('x'), 'type'), 0.5);
    const h = b.node('Mul', [y, half]);
    const t = b.node('Tanh', [x === y ? h : b.node('Mul', [x, half])]);
    return b.node('Add', [b.node('Mul', [h, t]), h]);
  },
});
