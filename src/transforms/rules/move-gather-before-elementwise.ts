import { elementwiseOps, microsoftElementwiseOps } from '../elementwiseOps';
import { oneKnownRefusal, type Picking, pickFrom, pickingOf } from '../gathering';
import { defineRule, type Match, must, oneOf, op, type Refusal, refuse, shapeOf } from '../kit';

interface Plan {
  readonly picking: Picking;
  /** For each input the axis that is picked from; null where it is left as it is. */
  readonly axes: readonly (number | null)[];
}

function plan(m: Match): Plan | Refusal {
  const node = m.node('f');
  if (node.outputs.length !== 1) return refuse('it has several outputs', { node: node.id });
  const known = oneKnownRefusal(m.graph, m.anchor);
  if (known !== null) return known;
  const picking = pickingOf(m.graph, m.anchor);
  const whole = shapeOf(m.graph, node.outputs[0]);
  if (picking === null || whole === null) return refuse('a rank is not known', { node: m.anchor.id });
  const axes: (number | null)[] = [];
  for (const input of node.inputs) {
    const own = input === null ? [] : shapeOf(m.graph, input);
    if (own === null) return refuse('a rank is not known', { node: node.id });
    const axis = picking.axis - (whole.length - own.length);
    const dim = axis < 0 ? null : own[axis];
    if (dim === null || (dim === 1 && dim !== whole[picking.axis] && picking.shape.length === 1))
      axes.push(null);
    else if (dim === whole[picking.axis]) axes.push(axis);
    else return refuse('how an operand broadcasts is not known, or would change', { node: node.id });
  }
  // The bias of the runtime's own operators is a vector.
  if (node.domain !== '' && picking.shape.length !== 1 && (axes[1] ?? null) !== null) {
    return refuse('what is picked of the bias would be no vector', { node: node.id });
  }
  return { picking, axes };
}

export const moveGatherBeforeElementwise = defineRule({
  name: 'move-gather-before-elementwise',
  family: 'motion',
  title: 'Picked places of an elementwise result need only those places of the operands.',
  before: 'Gather(f(x, y…), i; axis)',
  after: 'f(Gather(x, i), Gather(y, i)…)',
  conditions: [
    'there are several indices, or what they are is not known',
    'the ranks are known, and how each operand broadcasts; a dimension of 1 that broadcasts is not picked from',
    'where the indices are no vector, no operand broadcasts along the axis',
  ],
  algebra: 'f(x, y)[i] = f(x[i], y[i]) for elementwise f',
  exactness: 'bits',
  roots: [
    op(
      'Gather',
      [
        oneOf(
          op(elementwiseOps, null, { name: 'f' }),
          op(microsoftElementwiseOps, null, { name: 'f', domain: 'com.microsoft' }),
        ),
      ],
      { rest: 'indices' },
    ),
  ],
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const { picking, axes } = planned;
    const inputs = m.node('f').inputs.map((input, slot) => {
      const axis = axes[slot] ?? null;
      return input === null || axis === null ? input : pickFrom(b, input, picking, axis);
    });
    return must(b.again(m.node('f'), inputs)[0], 'output');
  },
});
