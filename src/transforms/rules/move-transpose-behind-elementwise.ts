import { binaryOps, unaryOps } from '../elementwiseOps';
import { any, defineRule, type Match, must, op, permOf, rankOf, refuse, shapeOf, type ValueId } from '../kit';
import { type OperandPlan, operandPlan, permuteOperand } from '../permuted';
import { wholeShape } from '../slicing';

const inverse = (perm: readonly number[]): readonly number[] => perm.map((_, axis) => perm.indexOf(axis));

/** How each operand but the transposed one is brought to the order before the Transpose; null when one cannot be. */
function plans(m: Match): readonly OperandPlan[] | null {
  const node = m.anchor;
  const rank = wholeShape(m.graph, node)?.length;
  const [moved] = m.node('transpose').outputs;
  if (rank === undefined || rankOf(m.graph, m.value('x')) !== rank) return null;
  const found = node.inputs.map((input) => {
    if (input === null || input === moved) return 'same' as const;
    const plan = operandPlan(shapeOf(m.graph, input), rank, m.graph.constant(input) !== null);
    // A variable would have to be transposed the other way: nothing is won.
    return plan === 'transpose' && m.graph.constant(input) === null ? null : plan;
  });
  return found.includes(null) ? null : found;
}

export const moveTransposeBehindElementwise = defineRule({
  name: 'move-transpose-behind-elementwise',
  family: 'motion',
  title: 'A Transpose before an elementwise operator can come behind it.',
  before: 'f(Transpose(x), c)',
  after: 'Transpose(f(x, c transposed back))',
  conditions: [
    'every other operand is a constant or has one element',
    'the permutation is known',
    'f does not add axes',
  ],
  algebra: 'f works place by place, so rearranging places before it or behind it is the same',
  exactness: 'bits',
  undoes: ['move-transpose-before-elementwise'],
  roots: [
    op(
      [...unaryOps, ...binaryOps.filter((name) => name !== 'PRelu')],
      [op('Transpose', [any('x')], { name: 'transpose' })],
      { rest: 'others', commutative: true },
    ),
  ],
  check: (m) => {
    if (permOf(m.graph, m.node('transpose')) === null) {
      return refuse('the permutation is not known', { node: m.node('transpose').id });
    }
    return plans(m) === null
      ? refuse('another operand is neither constant nor of one element', { node: m.anchor.id })
      : null;
  },
  rewrite: (m, b) => {
    const perm = must(permOf(m.graph, m.node('transpose')), 'permutation');
    const planned = must(plans(m), 'plans');
    const [moved] = m.node('transpose').outputs;
    const inputs = m.anchor.inputs.map((input, i): ValueId | null => {
      if (input === null) return null;
      return input === moved ? m.value('x') : permuteOperand(b, input, planned[i] ?? null, inverse(perm));
    });
    return b.transpose(must(b.again(m.anchor, inputs)[0], 'output'), perm);
  },
});
