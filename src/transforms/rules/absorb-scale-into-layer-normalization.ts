import { arithmeticRefusal } from '../arithmetic';
import { overflowRefusal } from '../factors';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { normalised, spansOnly } from '../layerNorm';
import { times } from '../weights';

export const absorbScaleIntoLayerNormalization = defineRule({
  name: 'absorb-scale-into-layer-normalization',
  family: 'elementwise',
  title: 'A constant factor behind a LayerNormalization goes into its scale and shift.',
  before: 'Mul(LayerNormalization(x, γ, β), c)',
  after: 'LayerNormalization(x, γ·c, β·c)',
  conditions: [
    'scale, shift and factor are constant, float32 or float64',
    'the factor differs along the normalised axes only',
  ],
  algebra: '(n·γ + β)·c = n·(γ·c) + β·c',
  exactness: 'reals',
  roots: [
    op(
      'Mul',
      [
        op('LayerNormalization', [any('x'), constant('scale'), maybe(constant('shift'))], { name: 'norm' }),
        constant('c'),
      ],
      { commutative: true },
    ),
  ],
  undoes: ['split-affine-off-layer-normalization'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x')) ?? overflowRefusal(m.graph, [m.value('c')]);
    if (refusal !== null) return refusal;
    const norm = m.node('norm');
    const sizes = normalised(m.graph, norm)?.sizes;
    if (sizes === undefined) return refuse('the size of what is normalised is not known', { node: norm.id });
    return m.constant('c').shape.length <= sizes.length && spansOnly(m.constant('c').shape, sizes)
      ? null
      : refuse('the factor differs along other axes', { value: m.value('c') });
  },
  rewrite: (m, b) => {
    const operands = [m.value('x'), b.add(times(b, m.constant('scale'), m.constant('c')))];
    if (m.find('shift') !== null) operands.push(b.add(times(b, m.constant('shift'), m.constant('c'))));
    return must(b.again(m.node('norm'), operands)[0], 'output');
  },
});
