import { float32Refusal } from '../arithmetic';
import {
  any,
  constant,
  defineRule,
  float,
  intAttr,
  type Match,
  maybe,
  must,
  oneOf,
  op,
  reducedAxes,
  refuse,
  scalar,
} from '../kit';

const square = oneOf(op('Pow', [any('x'), constant('two')]), op('Mul', [any('x'), any('x')]));
const root = op('Sqrt', [
  op('Add', [op('ReduceMean', [square, maybe(any('axes'))], { name: 'mean' }), constant('epsilon')], {
    commutative: true,
  }),
]);
const scaled = oneOf(
  op('Div', [any('x'), root]),
  op('Mul', [any('x'), oneOf(op('Reciprocal', [root]), op('Div', [constant('one'), root]))], {
    commutative: true,
  }),
);

const isScalar = (m: Match, name: string): boolean => {
  if (m.find(name) === null) return true;
  return (
    scalar(m.graph, m.value(name)) !== null && m.constant(name).shape.length <= (m.shape('x')?.length ?? 0)
  );
};

export const fuseSimplifiedLayerNormalization = defineRule({
  name: 'fuse-simplified-layer-normalization',
  family: 'fusion',
  title: 'A value divided by its root mean square and scaled becomes one kernel.',
  before: 'Mul(Div(x, Sqrt(Add(ReduceMean(x²), ε))), γ)',
  after: 'SimplifiedLayerNormalization(x, γ)',
  conditions: [
    'the mean is over the last axis, of known size, and keeps it',
    'γ is a constant vector along that axis; ε is one constant number that is not negative',
    'float32',
  ],
  algebra: 'x/√(mean x² + ε)·γ',
  exactness: 'reals',
  roots: [op('Mul', [scaled, constant('scale')], { commutative: true })],
  // The runtime defines it in the standard domain, but it is not part of the standard.
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const shape = m.shape('x');
    const size = shape?.at(-1);
    if (shape === null || typeof size !== 'number') return refuse('the size of the last axis is not known');
    if (m.find('two') !== null && scalar(m.graph, m.value('two')) !== 2) return refuse('the power is not 2');
    if (m.find('one') !== null && scalar(m.graph, m.value('one')) !== 1)
      return refuse('the dividend is not 1');
    const epsilon = scalar(m.graph, m.value('epsilon'));
    if (epsilon === null || !(epsilon >= 0)) return refuse('what is added to the mean is not one number');
    if (!['two', 'one', 'epsilon'].every((name) => isScalar(m, name)))
      return refuse('a constant may add axes');
    const axes = reducedAxes(m.graph, m.node('mean'));
    if (axes?.length !== 1 || axes[0] !== shape.length - 1)
      return refuse('the mean is not over the last axis');
    if (intAttr(m.node('mean'), 'keepdims', 1) !== 1) return refuse('the mean drops its axis');
    const { shape: own } = m.constant('scale');
    return own.length === 1 && own[0] === size ? null : refuse('the scale is no vector along the last axis');
  },
  rewrite: (m, b) => {
    const epsilon = must(scalar(b.graph, m.value('epsilon')), 'epsilon');
    const attrs = { axis: -1, epsilon: float(epsilon), stash_type: 1 };
    return b.node('SimplifiedLayerNormalization', [m.value('x'), m.value('scale')], attrs);
  },
});
