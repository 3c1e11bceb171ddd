import { elementwiseOps } from '../elementwiseOps';
import { defineRule, type Match, must, op, permOf, refuse, shapeOf } from '../kit';
import { type OperandPlan, operandPlan, permuteOperand } from '../permuted';
import { wholeShape } from '../slicing';

function plans(m: Match): readonly OperandPlan[] | null {
  const node = m.node('f');
  const rank = wholeShape(m.graph, node)?.length;
  if (rank === undefined || permOf(m.graph, m.anchor) === null) return null;
  const found = node.inputs.map((input) =>
    input === null ? 'same' : operandPlan(shapeOf(m.graph, input), rank, m.graph.constant(input) !== null),
  );
  return found.includes(null) ? null : found;
}

export const moveTransposeBeforeElementwise = defineRule({
  name: 'move-transpose-before-elementwise',
  family: 'motion',
  title: 'An elementwise result can be computed on transposed operands.',
  before: 'Transpose(f(x, y…))',
  after: 'f(Transpose(x), Transpose(y)…)',
  conditions: [
    'each operand has the rank of the result, or one element, or is a constant',
    'the permutation is known',
  ],
  algebra: 'f works place by place, so rearranging places before it or behind it is the same',
  exactness: 'bits',
  undoes: ['move-transpose-behind-elementwise'],
  roots: [op('Transpose', [op(elementwiseOps, null, { name: 'f', where: (node) => node.op !== 'PRelu' })])],
  check: (m) => {
    if (m.node('f').outputs.length !== 1) return refuse('it has several outputs', { node: m.node('f').id });
    return plans(m) === null ? refuse('an operand has another rank', { node: m.node('f').id }) : null;
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const perm = must(permOf(m.graph, m.anchor), 'permutation');
    const planned = must(plans(m), 'plans');
    const inputs = node.inputs.map((input, i) =>
      input === null ? null : permuteOperand(b, input, planned[i] ?? null, perm),
    );
    return must(b.again(node, inputs)[0], 'output');
  },
});
