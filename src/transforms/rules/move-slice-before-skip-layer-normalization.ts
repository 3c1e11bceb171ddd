import { any, defineRule, type Match, must, op, type Refusal, refuse, shapeOf } from '../kit';
import { applyCuts, type Cut, cutsOf, operandCuts } from '../slicing';

interface Plan {
  readonly x: readonly Cut[];
  readonly skip: readonly Cut[];
}

function plan(m: Match): Plan | Refusal {
  const norm = m.node('norm');
  const cuts = cutsOf(m.graph, m.anchor);
  const whole = shapeOf(m.graph, m.value('x'));
  if (cuts === null) return refuse('what is taken is not known', { node: m.anchor.id });
  const skip = whole === null ? null : operandCuts(cuts, whole, m.shape('skip'));
  if (whole === null || skip === null) return refuse('a shape is not known', { node: norm.id });
  return cuts.some((cut) => cut.axis === whole.length - 1)
    ? refuse('a normalised axis is sliced', { node: m.anchor.id })
    : { x: cuts, skip };
}

export const moveSliceBeforeSkipLayerNormalization = defineRule({
  name: 'move-slice-before-skip-layer-normalization',
  family: 'motion',
  title: 'Some rows of a fused residual sum and normalization need only those rows.',
  before: 'Slice(SkipLayerNormalization(x, r, γ, β), other axes), or SkipSimplifiedLayerNormalization',
  after: 'SkipLayerNormalization(Slice(x), Slice(r), γ, β)',
  conditions: [
    'what is taken is known, and how r broadcasts',
    'the last axis, which is normalised, is not sliced',
    'its sum and its statistics are not used',
  ],
  algebra: 'each row is summed and normalised by itself',
  exactness: 'bits',
  roots: [
    op(
      'Slice',
      [
        op(['SkipLayerNormalization', 'SkipSimplifiedLayerNormalization'], [any('x'), any('skip')], {
          name: 'norm',
          domain: 'com.microsoft',
          rest: 'parameters',
        }),
      ],
      { rest: 'spec' },
    ),
  ],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const norm = m.node('norm');
    const operands = [applyCuts(b, m.value('x'), planned.x), applyCuts(b, m.value('skip'), planned.skip)];
    return must(b.again(norm, [...operands, ...norm.inputs.slice(2)], norm.attrs, 1)[0], 'output');
  },
});
