import { float32Refusal } from '../arithmetic';
import { clipBounds } from '../clipBounds';
import { closeTo } from '../closeTo';
import { gatedByHardSigmoid } from '../hardSwish';
import { any, constant, defineRule, type Match, op, type Refusal, refuse, scalar } from '../kit';

const shifted = op('Add', [any('x'), constant('three')], { commutative: true });
const gate = op('Clip', [shifted], { name: 'clip', rest: 'bounds' });

function refusalOf(m: Match): Refusal | null {
  const scale = m.node('scale');
  if (scale.op === 'Div' && scale.inputs[1] !== m.value('factor')) return refuse('the constant is divided');
  const rank = m.shape('x')?.length ?? -1;
  for (const name of ['three', 'factor']) {
    if (m.constant(name).shape.length > rank)
      return refuse('a constant may add axes', { value: m.value(name) });
  }
  const number = (name: string) => scalar(m.graph, m.value(name));
  if (number('three') !== 3) return refuse('what is added is not 3', { value: m.value('three') });
  if (!closeTo(number('factor'), scale.op === 'Div' ? 6 : 1 / 6)) return refuse('it is not divided by 6');
  const bounds = clipBounds(m.graph, m.node('clip'));
  return bounds?.min === 0 && bounds.max === 6
    ? null
    : refuse('it is not limited to 0 … 6', { node: m.node('clip').id });
}

export const recogniseDividedHardSwish = defineRule({
  name: 'recognise-divided-hard-swish',
  family: 'elementwise',
  title: 'A value times its line limited to 0 … 6, divided by 6 at last, is a HardSwish.',
  before: 'Div(Mul(x, Clip(Add(x, 3), 0, 6)), 6), or Mul by 1/6',
  after: 'HardSwish(x); before opset 14 Mul(x, HardSigmoid(x)), α = 1/6, β = ½',
  conditions: ['the numbers are 3, 0, 6 and 6, and add no axes', 'float32'],
  algebra: 'x·clip(x + 3, 0, 6)/6 = x·clip(x/6 + ½, 0, 1)',
  exactness: 'reals',
  roots: [
    op(['Div', 'Mul'], [op('Mul', [any('x'), gate], { commutative: true }), constant('factor')], {
      name: 'scale',
      commutative: true,
    }),
  ],
  undoes: ['lower-hard-swish'],
  check: (m) => float32Refusal(m.graph, m.value('x')) ?? refusalOf(m),
  rewrite: (m, b) => {
    const x = m.value('x');
    return b.opset < 14 ? gatedByHardSigmoid(b, x) : b.node('HardSwish', [x]);
  },
});
