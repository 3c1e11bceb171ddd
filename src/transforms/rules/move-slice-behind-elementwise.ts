import {
  any,
  defineRule,
  dtypeOfValue,
  isFloat,
  type Match,
  must,
  op,
  type Refusal,
  refuse,
  shapeOf,
} from '../kit';
import { elementwiseOver, withInput } from '../movable';
import { applyCuts, type Cut, cutsOf, renamed } from '../slicing';

/** The cuts in the axes of the result. */
function plan(m: Match): readonly Cut[] | Refusal {
  const slice = m.node('slice');
  const sliced = slice.outputs[0] ?? null;
  const cuts = cutsOf(m.graph, slice);
  const [whole, own] = [shapeOf(m.graph, m.output), shapeOf(m.graph, sliced)];
  if (cuts === null) return refuse('what is taken is not known', { node: slice.id });
  if (whole === null || own === null) return refuse('a shape is not known', { node: m.anchor.id });
  const dtype = dtypeOfValue(m.graph, sliced);
  if ((dtype === null || !isFloat(dtype)) && ['Div', 'Mod'].includes(m.anchor.op)) {
    return refuse('what is left out could divide whole numbers by zero', { node: m.anchor.id });
  }
  const behind = renamed(cuts, (axis) => axis + whole.length - own.length);
  for (const input of m.anchor.inputs) {
    if (input === null || input === sliced) continue;
    const other = shapeOf(m.graph, input);
    if (other === null) return refuse('a shape is not known', { value: input });
    const varies = behind.some(({ axis }) => (other[axis - whole.length + other.length] ?? 1) !== 1);
    if (varies) return refuse('another operand varies along what is taken', { value: input });
  }
  return behind;
}

export const moveSliceBehindElementwise = defineRule({
  name: 'move-slice-behind-elementwise',
  family: 'motion',
  title: 'What is taken for an elementwise operator can be taken from its result instead.',
  before: 'f(Slice(x), c…)',
  after: 'Slice(f(x, c…))',
  conditions: [
    'what is taken is known',
    'no other operand varies along the axes that are taken from',
    'f does not divide whole numbers',
  ],
  algebra: 'f(x[i], c) = f(x, c)[i] for elementwise f',
  exactness: 'bits',
  undoes: ['move-slice-before-elementwise'],
  roots: [elementwiseOver(op('Slice', [any('x')], { name: 'slice', rest: 'spec' }))],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const cuts = plan(m);
    if ('reason' in cuts) return m.output;
    const sliced = must(m.node('slice').outputs[0], 'slice');
    const whole = must(b.again(m.anchor, withInput(m.anchor, sliced, m.value('x')))[0], 'result');
    return applyCuts(b, whole, cuts);
  },
});
