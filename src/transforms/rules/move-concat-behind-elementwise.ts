import {
  type Dim,
  defineRule,
  intAttr,
  type Match,
  must,
  type Node,
  normalAxis,
  op,
  type Refusal,
  refuse,
  shapeOf,
  type ValueId,
  withAttrs,
} from '../kit';
import { elementwiseOver } from '../movable';
import { applyCuts, type Cut, operandCuts } from '../slicing';

interface Plan {
  readonly concat: Node;
  /** The axis of the Concat, counted in the result. */
  readonly axis: number;
  readonly parts: readonly { readonly value: ValueId; readonly cut: Cut }[];
  readonly whole: readonly Dim[];
}

function plan(m: Match): Plan | Refusal {
  const concat = m.node('concat');
  const joined = concat.outputs[0] ?? null;
  const [whole, own] = [shapeOf(m.graph, m.output), shapeOf(m.graph, joined)];
  if (whole === null || own === null) return refuse('the shapes are not known', { node: concat.id });
  const along = must(normalAxis(intAttr(concat, 'axis', 1), own.length), 'axis');
  const axis = along + whole.length - own.length;
  let start = 0;
  const parts: { value: ValueId; cut: Cut }[] = [];
  for (const value of concat.inputs) {
    const size = shapeOf(m.graph, value)?.[along];
    if (value === null || typeof size !== 'number') {
      return refuse('the size of a part is not known', { node: concat.id });
    }
    parts.push({ value, cut: { axis, start, end: start + size, step: 1 } });
    start += size;
  }
  if (whole[axis] !== start) return refuse('what is joined is then repeated', { node: concat.id });
  for (const input of m.anchor.inputs) {
    if (input === null || input === joined) continue;
    const cuts = operandCuts([{ axis, start: 0, end: 1, step: 1 }], whole, shapeOf(m.graph, input));
    if (cuts === null) return refuse('how an operand broadcasts is not known', { value: input });
    if (cuts.length > 0 && m.graph.constant(input) === null) {
      return refuse('another operand would have to be cut', { value: input });
    }
  }
  return { concat, axis, parts, whole };
}

export const moveConcatBehindElementwise = defineRule({
  name: 'move-concat-behind-elementwise',
  family: 'motion',
  title: 'An elementwise operator over joined parts can work on each part.',
  before: 'f(Concat(x, y…), c)',
  after: 'Concat(f(x, part of c), f(y, part of c)…)',
  conditions: [
    'the sizes of the parts are known',
    'every other operand is constant, or the same for all parts',
    'f does not repeat what is joined',
  ],
  algebra: 'f([x | y], [c | d]) = [f(x, c) | f(y, d)] for elementwise f',
  exactness: 'bits',
  undoes: ['move-concat-before-elementwise'],
  roots: [elementwiseOver(op('Concat', null, { name: 'concat' }))],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const { concat, axis, parts, whole } = planned;
    const [joined] = concat.outputs;
    const made = parts.map(({ value, cut }) => {
      const inputs = m.anchor.inputs.map((input) => {
        if (input === null || input === joined) return input === null ? null : value;
        return applyCuts(b, input, operandCuts([cut], whole, shapeOf(m.graph, input)) ?? []);
      });
      return must(b.again(m.anchor, inputs)[0], 'part');
    });
    return must(b.again(concat, made, withAttrs(concat, { axis }))[0], 'output');
  },
});
