import { arithmeticRefusal } from '../arithmetic';
import { any, constant, defineRule, maybe, must, op, refuse } from '../kit';
import { normalised, spansOnly } from '../layerNorm';
import { intsLiteral, plus } from '../weights';

export const absorbShiftIntoLayerNormalization = defineRule({
  name: 'absorb-shift-into-layer-normalization',
  family: 'elementwise',
  title: 'A constant added behind a LayerNormalization goes into its shift.',
  before: 'Add(LayerNormalization(x, γ, β), c)',
  after: 'LayerNormalization(x, γ, β + c)',
  conditions: [
    'shift and addend are constant, float32 or float64',
    'the addend differs along the normalised axes only',
  ],
  algebra: '(n·γ + β) + c = n·γ + (β + c)',
  exactness: 'reals',
  roots: [
    op(
      'Add',
      [
        op('LayerNormalization', [any('x'), any('scale'), maybe(constant('shift'))], { name: 'norm' }),
        constant('c'),
      ],
      { commutative: true },
    ),
  ],
  undoes: ['split-affine-off-layer-normalization'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    const norm = m.node('norm');
    const sizes = normalised(m.graph, norm)?.sizes;
    if (sizes === undefined) return refuse('the size of what is normalised is not known', { node: norm.id });
    return m.constant('c').shape.length <= sizes.length && spansOnly(m.constant('c').shape, sizes)
      ? null
      : refuse('the addend differs along other axes', { value: m.value('c') });
  },
  rewrite: (m, b) => {
    const { sizes } = must(normalised(b.graph, m.node('norm')), 'sizes');
    const c = m.constant('c');
    const shift = m.find('shift') === null ? c : plus(b, m.constant('shift'), c);
    const whole = shift.shape.length === sizes.length && shift.shape.every((dim, i) => dim === sizes[i]);
    const put = b.add(whole ? shift : b.fold('Expand', [shift, intsLiteral(sizes)]));
    return must(b.again(m.node('norm'), [m.value('x'), m.value('scale'), put])[0], 'output');
  },
});
