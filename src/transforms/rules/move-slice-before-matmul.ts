import { any, defineRule, type Match, must, op, refuse, shapeOf } from '../kit';
import { applyCuts, type Cut, cutsOf, operandCuts, wholeShape } from '../slicing';

interface Plan {
  readonly a: readonly Cut[];
  readonly b: readonly Cut[];
}

function plan(m: Match): Plan | null {
  const cuts = cutsOf(m.graph, m.anchor);
  const whole = wholeShape(m.graph, m.node('product'));
  const [a, b] = [shapeOf(m.graph, m.value('a')), shapeOf(m.graph, m.value('b'))];
  if (cuts === null || whole === null || a === null || b === null) return null;
  if (a.length < 2 || b.length < 2) return null;
  const rank = whole.length;
  // Rows come from a alone and columns from b alone: elsewhere the operand's own extent would mislead `operandCuts`.
  const rows = cuts.filter((cut) => cut.axis === rank - 2);
  const columns = cuts.filter((cut) => cut.axis === rank - 1);
  const batch = cuts.filter((cut) => cut.axis < rank - 2);
  const [batchA, batchB] = [operandCuts(batch, whole, a), operandCuts(batch, whole, b)];
  if (batchA === null || batchB === null) return null;
  const at = (cut: Cut, axis: number): Cut => ({ ...cut, axis });
  return {
    a: [...batchA, ...rows.map((cut) => at(cut, a.length - 2))],
    b: [...batchB, ...columns.map((cut) => at(cut, b.length - 1))],
  };
}

export const moveSliceBeforeMatmul = defineRule({
  name: 'move-slice-before-matmul',
  family: 'motion',
  title: 'Some rows of a product need only those rows of the left operand; columns, of the right.',
  before: 'Slice(MatMul(a, b))',
  after: 'MatMul(Slice(a), Slice(b))',
  conditions: [
    'what is taken is known',
    'both operands are matrices or stacks of them, whose batch dimensions broadcast in a known way',
  ],
  algebra: '(a·b)[i, j] = a[i, :]·b[:, j]',
  exactness: 'reals',
  roots: [op('Slice', [op('MatMul', [any('a'), any('b')], { name: 'product' })], { rest: 'spec' })],
  check: (m) => {
    if (cutsOf(m.graph, m.anchor) === null)
      return refuse('what is taken is not known', { node: m.anchor.id });
    return plan(m) === null
      ? refuse('an operand is a vector, or how they broadcast is not known', { node: m.node('product').id })
      : null;
  },
  rewrite: (m, b) => {
    const cuts = must(plan(m), 'cuts');
    const inputs = [applyCuts(b, m.value('a'), cuts.a), applyCuts(b, m.value('b'), cuts.b)];
    return must(b.again(m.node('product'), inputs)[0], 'output');
  },
});
