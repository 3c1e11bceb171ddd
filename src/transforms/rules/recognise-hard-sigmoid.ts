import { float32Refusal } from '../arithmetic';
import { clipBounds } from '../clipBounds';
import { closeTo } from '../closeTo';
import { any, constant, defineRule, float, type Match, must, op, refuse, scalar } from '../kit';

/** Slope and offset, where what is matched limits a line to 0 … 1. */
function line(m: Match): { alpha: number; beta: number } | null {
  const [shift, factor] = [scalar(m.graph, m.value('shift')), scalar(m.graph, m.value('factor'))];
  const bounds = clipBounds(m.graph, m.node('clip'));
  if (shift === null || factor === null || bounds === null || factor === 0) return null;
  const alpha = m.node('scale').op === 'Div' ? 1 / factor : factor;
  return bounds.min === 0 && closeTo(bounds.max * alpha, 1) ? { alpha, beta: shift * alpha } : null;
}

export const recogniseHardSigmoid = defineRule({
  name: 'recognise-hard-sigmoid',
  family: 'elementwise',
  title: 'A line limited to 0 … 1 is a HardSigmoid.',
  before: 'Div(Clip(Add(x, c), 0, m), m), or Mul by 1/m',
  after: 'HardSigmoid(x), α = 1/m, β = c/m',
  conditions: [
    'c and m are single constant numbers that add no axes, m > 0',
    'float32 (attributes and constants are rounded to it)',
  ],
  algebra: 'clip(x + c, 0, m)/m = clip(x/m + c/m, 0, 1)',
  exactness: 'reals',
  roots: [
    op(
      ['Div', 'Mul'],
      [
        op('Clip', [op('Add', [any('x'), constant('shift')], { commutative: true })], {
          name: 'clip',
          rest: 'bounds',
        }),
        constant('factor'),
      ],
      { commutative: true, name: 'scale' },
    ),
  ],
  check: (m) => {
    const refusal = float32Refusal(m.graph, m.value('x'));
    if (refusal !== null) return refusal;
    const scale = m.node('scale');
    if (scale.op === 'Div' && scale.inputs[1] !== m.value('factor')) return refuse('the constant is divided');
    const made = line(m);
    if (made === null || !(made.alpha > 0)) return refuse('it is not limited to 0 … 1');
    const rank = m.shape('x')?.length ?? -1;
    const adds = ['shift', 'factor'].some((name) => m.constant(name).shape.length > rank);
    return adds ? refuse('a constant may add axes') : null;
  },
  rewrite: (m, b) => {
    const { alpha, beta } = must(line(m), 'line');
    return b.node('HardSigmoid', [m.value('x')], { alpha: float(alpha), beta: float(beta) });
  },
});
