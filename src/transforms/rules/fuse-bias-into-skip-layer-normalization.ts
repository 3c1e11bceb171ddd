import { float32Refusal } from '../arithmetic';
import { any, constant, defineRule, maybe, must, op, refuse, sameShape, type ValueId } from '../kit';

export const fuseBiasIntoSkipLayerNormalization = defineRule({
  name: 'fuse-bias-into-skip-layer-normalization',
  family: 'fusion',
  title: 'A bias on one addend goes into the fused sum and normalization.',
  before: 'SkipLayerNormalization(Add(x, b), r, γ, β)',
  after: 'SkipLayerNormalization(x, r, γ, β, b)',
  conditions: [
    'the bias is a constant vector along the last axis, and there is none yet',
    'the addends have the same shape: only one of them may be repeated',
    'float32',
  ],
  algebra: '(x + b) + r',
  exactness: 'reals',
  roots: [
    op(
      'SkipLayerNormalization',
      [
        op('Add', [any('x'), constant('b')], { commutative: true }),
        any('r'),
        any('scale'),
        maybe(any('shift')),
      ],
      { domain: 'com.microsoft', commutative: true, name: 'norm' },
    ),
  ],
  standardOps: false,
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const { shape } = m.constant('b');
    if (!sameShape(m.shape('x'), m.shape('r')))
      return refuse('the addends differ in shape', { value: m.value('r') });
    if (shape.length === 1 && m.shape('x')?.at(-1) === shape[0]) return null;
    return refuse('the bias is no vector along the last axis', { value: m.value('b') });
  },
  rewrite: (m, b) => {
    const norm = m.node('norm');
    const made = b.again(norm, [m.value('x'), m.value('r'), m.value('scale'), m.find('shift'), m.value('b')]);
    return new Map<ValueId, ValueId>(
      norm.outputs.flatMap((output, i) =>
        output === null ? [] : [[output, must(made[i], 'output')] as const],
      ),
    );
  },
});
