import { arithmeticRefusal } from '../arithmetic';
import { any, type Constant, constant, defineRule, isFilledWith, maybe, must, op, refuse } from '../kit';
import { normalised, statisticsUsed } from '../layerNorm';
import { filled } from '../weights';

/** All ones, also where a rule filled them in. */
function isOnes(scale: Constant): boolean {
  const source = scale.kind === 'applied' && scale.op === 'Expand' ? scale.inputs[0] : scale;
  return isFilledWith(source ?? null, 1);
}

export const splitAffineOffLayerNormalization = defineRule({
  name: 'split-affine-off-layer-normalization',
  family: 'elementwise',
  title: 'The scale and shift of a LayerNormalization come behind it, where a product can take them up.',
  before: 'LayerNormalization(x, γ, β)',
  after: 'Add(Mul(LayerNormalization(x, 1), γ), β)',
  conditions: [
    'scale and shift are constant, and not neutral already; the statistics are not used',
    'the size of what is normalised is known; float32 or float64',
  ],
  algebra: 'n·γ + β with n = n·1 + 0',
  exactness: 'reals',
  roots: [
    op('LayerNormalization', [any('x'), constant('scale'), maybe(constant('shift'))], { name: 'norm' }),
  ],
  undoes: ['absorb-scale-into-layer-normalization', 'absorb-shift-into-layer-normalization'],
  check: (m, context) => {
    const refusal = arithmeticRefusal(context, m.value('x'));
    if (refusal !== null) return refusal;
    if (statisticsUsed(m.graph, m.node('norm'))) return refuse('the statistics are used');
    if (normalised(m.graph, m.node('norm')) === null)
      return refuse('the size of what is normalised is not known');
    const neutral = m.find('shift') === null && isOnes(m.constant('scale'));
    return neutral ? refuse('there is neither scale nor shift') : null;
  },
  rewrite: (m, b) => {
    const { sizes } = must(normalised(b.graph, m.node('norm')), 'sizes');
    const one = b.add(filled(b, m.constant('scale').dtype, sizes, 1));
    const plain = must(b.again(m.node('norm'), [m.value('x'), one])[0], 'output');
    const scaled = b.node('Mul', [plain, m.value('scale')]);
    const shift = m.find('shift');
    return shift === null ? scaled : b.node('Add', [scaled, shift]);
  },
});
