import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, float, must, op, refuse, shapeOf } from '../kit';
import { asVector, filled, variesOnlyAlong } from '../weights';

export const raiseAffineToBatchnorm = defineRule({
  name: 'raise-affine-to-batchnorm',
  family: 'convolution',
  title: 'A constant factor and shift per channel are a normalization with mean 0 and variance 1.',
  before: 'Add(Mul(x, s), t)',
  after: 'BatchNormalization(x, s, t, 0, 1) with ε = 0',
  conditions: [
    'x has at least rank 3 and a known number of channels',
    's and t are constant and differ between channels only',
    'float32 or float64, opset 9 or later',
  ],
  algebra: 's·(x − 0)/√(1 + 0) + t = s·x + t',
  exactness: 'reals',
  roots: [
    op('Add', [op('Mul', [any('x'), constant('s')], { commutative: true }), constant('t')], {
      commutative: true,
    }),
  ],
  undoes: ['lower-batchnorm-to-affine'],
  check: (m, context) => {
    const x = m.value('x');
    const refusal = arithmeticRefusal(context, x);
    if (refusal !== null) return refusal;
    if (context.opset < 9) return refuse('normalization had other attributes before opset 9');
    const shape = shapeOf(m.graph, x);
    const size = shape?.[1];
    if (shape === null || shape.length < 3 || typeof size !== 'number') {
      return refuse('the number of channels is not known', { value: x });
    }
    for (const name of ['s', 't']) {
      if (!variesOnlyAlong(m.constant(name).shape, shape.length, 1, size)) {
        return refuse('a constant differs within a channel', { value: m.value(name) });
      }
    }
    return null;
  },
  rewrite: (m, b) => {
    const size = must(shapeOf(b.graph, m.value('x'))?.[1], 'channels');
    const [s, t] = [m.constant('s'), m.constant('t')].map((c) => b.add(asVector(b, c, Number(size))));
    const [mean, variance] = [0, 1].map((v) => b.add(filled(b, m.constant('s').dtype, [Number(size)], v)));
    const operands = [
      m.value('x'),
      must(s, 's'),
      must(t, 't'),
      must(mean, 'mean'),
      must(variance, 'variance'),
    ];
    return b.node('BatchNormalization', operands, { epsilon: float(0) });
  },
});
