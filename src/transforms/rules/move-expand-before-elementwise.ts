import { defineRule, must, op, refuse } from '../kit';
import { movableOps, movedSlot, withInput } from '../movable';

export const moveExpandBeforeElementwise = defineRule({
  name: 'move-expand-before-elementwise',
  family: 'motion',
  title: 'An elementwise result that is repeated can be computed of a repeated operand.',
  before: 'Expand(f(x, y…))',
  after: 'f(Expand(x), y…)',
  conditions: ['x is the first operand that is no constant (the first of all for a function of one value)'],
  algebra: 'f(x[i], y[j]) is the same at every repetition of i and j',
  exactness: 'bits',
  undoes: ['move-expand-behind-elementwise'],
  roots: [op('Expand', [op(movableOps, null, { name: 'f' })], { rest: 'shape' })],
  check: (m) =>
    movedSlot(m.graph, m.node('f')) === null
      ? refuse('every operand is constant', { node: m.node('f').id })
      : null,
  rewrite: (m, b) => {
    const node = m.node('f');
    const x = must(node.inputs[must(movedSlot(m.graph, node), 'slot')], 'operand');
    const expanded = b.node('Expand', [x, m.anchor.inputs[1] ?? null]);
    return must(b.again(node, withInput(node, x, expanded))[0], 'output');
  },
});
