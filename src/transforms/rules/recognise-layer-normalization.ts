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
  shapeOf,
} from '../kit';
import { filled } from '../weights';

// Where it stands more than once, the mean is one node by its name.
const centred = op('Sub', [any('x'), op('ReduceMean', [any('x'), maybe(any('axes'))], { name: 'mean' })]);
const square = oneOf(op('Pow', [centred, constant('two')]), op('Mul', [centred, centred]));
const variance = op('ReduceMean', [square, maybe(any('sameAxes'))], { name: 'variance' });

/** The axes that are normalised, if they are the last ones and of known size. */
function lastAxes(m: Match): { axis: number; sizes: readonly number[] } | null {
  const shape = m.shape('x');
  if (shape === null) return null;
  const [first, second] = ['mean', 'variance'].map((name) => reducedAxes(m.graph, m.node(name)) ?? []);
  const axis = first?.[0];
  if (axis === undefined || first?.length !== shape.length - axis) return null;
  if (second?.length !== first.length || second[0] !== axis) return null;
  const sizes = shape.slice(axis);
  return sizes.every((size): size is number => typeof size === 'number') ? { axis, sizes } : null;
}

export const recogniseLayerNormalization = defineRule({
  name: 'recognise-layer-normalization',
  family: 'elementwise',
  title: 'A value centred and divided by its deviation over the last axes is a LayerNormalization.',
  before: 'Div(d, Sqrt(Add(ReduceMean(d²), ε))), d = Sub(x, ReduceMean(x))',
  after: 'LayerNormalization(x, 1)',
  conditions: [
    'both means are over the same last axes, of known size, and keep them',
    'ε is one constant number that is not negative',
    'float32 (attributes and constants are rounded to it), opset 17 or later',
  ],
  algebra: 'the definition of layer normalization with scale 1 and no shift',
  exactness: 'reals',
  roots: [
    op('Div', [centred, op('Sqrt', [op('Add', [variance, constant('epsilon')], { commutative: true })])]),
  ],
  undoes: ['lower-layer-normalization'],
  check: (m, context) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    if (context.opset < 17) return refuse('there is no LayerNormalization before opset 17');
    if (m.find('two') !== null && scalar(m.graph, m.value('two')) !== 2) return refuse('the power is not 2');
    const epsilon = scalar(m.graph, m.value('epsilon'));
    if (epsilon === null || !(epsilon >= 0)) return refuse('what is added to the variance is not one number');
    if (m.constant('epsilon').shape.length > (m.shape('x')?.length ?? 0))
      return refuse('a constant may add axes');
    for (const name of ['mean', 'variance']) {
      if (intAttr(m.node(name), 'keepdims', 1) !== 1)
        return refuse('a mean drops its axes', { node: m.node(name).id });
    }
    return lastAxes(m) === null ? refuse('the means are not over the same last axes of known size') : null;
  },
  rewrite: (m, b) => {
    const { axis, sizes } = must(lastAxes(m), 'axes');
    const one = filled(b, must(m.dtype('x'), 'type'), sizes, 1);
    const epsilon = must(scalar(b.graph, m.value('epsilon')), 'epsilon');
    const rank = must(shapeOf(b.graph, m.value('x')), 'shape').length;
    return b.node('LayerNormalization', [m.value('x'), b.add(one)], {
      axis: axis - rank,
      epsilon: float(epsilon),
    });
  },
});
