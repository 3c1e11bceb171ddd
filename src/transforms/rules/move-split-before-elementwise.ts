import { elementwiseOps } from '../elementwiseOps';
import { isUsed } from '../isUsed';
import { defineRule, type Match, must, op, refuse, shapeOf, splitOf, type ValueId } from '../kit';
import { applyCuts, operandCuts, wholeShape } from '../slicing';

/** The axis of each input that is split with the result: null for inputs that broadcast along it. */
function plan(m: Match): readonly (number | null)[] | null {
  const node = m.node('f');
  const split = splitOf(m.graph, m.anchor);
  const whole = wholeShape(m.graph, node);
  if (split === null || whole === null) return null;
  const axes: (number | null)[] = [];
  for (const input of node.inputs) {
    const cuts =
      input === null
        ? []
        : operandCuts([{ axis: split.axis, start: 0, end: 1, step: 1 }], whole, shapeOf(m.graph, input));
    if (cuts === null) return null;
    axes.push(cuts[0]?.axis ?? null);
  }
  return axes;
}

export const moveSplitBeforeElementwise = defineRule({
  name: 'move-split-before-elementwise',
  family: 'motion',
  title: 'An elementwise result that is split can be computed part by part.',
  before: 'Split(f(x, y…))',
  after: 'f(parts of x, parts of y…)',
  conditions: [
    'the sizes are known',
    'it is known how each operand broadcasts; a dimension of 1 that broadcasts is not split',
  ],
  algebra: 'f(x, y)[i] = f(x[i], y[i]) for elementwise f',
  exactness: 'bits',
  roots: [op('Split', [op(elementwiseOps, null, { name: 'f' })], { rest: 'sizes' })],
  check: (m) => {
    if (splitOf(m.graph, m.anchor) === null) return refuse('the sizes are not known', { node: m.anchor.id });
    return plan(m) === null
      ? refuse('how an operand broadcasts is not known', { node: m.node('f').id })
      : null;
  },
  rewrite: (m, b) => {
    const node = m.node('f');
    const { sizes } = must(splitOf(m.graph, m.anchor), 'sizes');
    const axes = must(plan(m), 'axes');
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((n, size) => n + size, 0));
    const operands = node.inputs.map((input, slot) => {
      const axis = axes[slot] ?? null;
      if (input === null || axis === null) return sizes.map(() => input);
      if (m.graph.constant(input) === null) return b.split(input, axis, sizes);
      return sizes.map((size, i) => {
        const start = must(starts[i], 'start');
        return applyCuts(b, input, [{ axis, start, end: start + size, step: 1 }]);
      });
    });
    const parts = new Map<ValueId, ValueId>();
    m.anchor.outputs.forEach((output, i) => {
      const inputs = operands.map((operand) => operand[i] ?? null);
      if (isUsed(m.graph, output)) parts.set(output, must(b.again(node, inputs)[0], 'part'));
    });
    return parts;
  },
});
