import {
  defineRule,
  dtypeOfValue,
  type Graph,
  intAttr,
  type Match,
  must,
  type Node,
  normalAxis,
  op,
  type Refusal,
  refuse,
  sameAttrs,
  sameShape,
  shapeOf,
  type ValueId,
} from '../kit';
import { movableOps } from '../movable';

interface Plan {
  readonly like: Node;
  /** The operand in which the nodes differ. */
  readonly slot: number;
  readonly parts: readonly ValueId[];
}

/** The nodes whose results are joined, where they are alike and used for this alone. */
function alike(graph: Graph, concat: Node): readonly Node[] | Refusal {
  const nodes: Node[] = [];
  for (const input of concat.inputs) {
    const node = graph.producer(input);
    if (node === null || input === null || node.domain !== '' || !movableOps.includes(node.op)) {
      return refuse('a part is no elementwise result', { node: concat.id });
    }
    const [first = node] = nodes;
    if (node.op !== first.op || !sameAttrs(node.attrs, first.attrs)) {
      return refuse('the parts are results of different functions', { node: node.id });
    }
    if (node.inputs.length !== first.inputs.length) {
      return refuse('the parts are results of different functions', { node: node.id });
    }
    if (graph.isOutput(input) || graph.uses(input).some((use) => use.node !== concat.id)) {
      return refuse('a part is also used elsewhere', { value: input });
    }
    nodes.push(node);
  }
  return nodes;
}

function plan(m: Match): Plan | Refusal {
  const { graph, anchor } = m;
  const nodes = alike(graph, anchor);
  if ('reason' in nodes) return nodes;
  const like = must(nodes[0], 'part');
  const rank = shapeOf(graph, m.output)?.length;
  if (rank === undefined || nodes.length < 2) return refuse('there are no two parts of known rank');
  const axis = must(normalAxis(intAttr(anchor, 'axis', 1), rank), 'axis');
  const varied = like.inputs.flatMap((input, slot) =>
    nodes.every((node) => node.inputs[slot] === input) ? [] : [slot],
  );
  const [slot = 0] = varied;
  if (varied.length > 1) return refuse('the parts differ in several operands', { node: anchor.id });
  for (const [at, input] of like.inputs.entries()) {
    if (at === slot || input === null) continue;
    const shape = shapeOf(graph, input);
    if (shape === null || shape.length > rank || (shape[axis - rank + shape.length] ?? 1) !== 1) {
      return refuse('the common operand varies along the axis of the Concat', { value: input });
    }
  }
  const parts: ValueId[] = [];
  for (const node of nodes) {
    const part = node.inputs[slot] ?? null;
    if (part === null) return refuse('an operand is left out', { node: node.id });
    if (!sameShape(shapeOf(graph, part), shapeOf(graph, node.outputs[0]))) {
      return refuse('an operand is smaller than its result', { value: part });
    }
    if (dtypeOfValue(graph, part) !== dtypeOfValue(graph, like.inputs[slot])) {
      return refuse('the operands differ in type', { value: part });
    }
    parts.push(part);
  }
  return { like, slot, parts };
}

export const moveConcatBeforeElementwise = defineRule({
  name: 'move-concat-before-elementwise',
  family: 'motion',
  title: 'Parts that go through the same elementwise operator can be joined before it.',
  before: 'Concat(f(x, c), f(y, c)…)',
  after: 'f(Concat(x, y…), c)',
  conditions: [
    'all parts are results of one operator with the same attributes, used nowhere else',
    'they differ in one operand, which is as large as the result and of one type',
    'every other operand does not vary along the axis of the Concat',
  ],
  algebra: '[f(x, c) | f(y, c)] = f([x | y], c) for elementwise f',
  exactness: 'bits',
  undoes: ['move-concat-behind-elementwise'],
  roots: [op('Concat', null)],
  radius: 1,
  sideways: true,
  check: (m) => {
    const planned = plan(m);
    return 'reason' in planned ? planned : null;
  },
  rewrite: (m, b) => {
    const planned = plan(m);
    if ('reason' in planned) return m.output;
    const { like, slot, parts } = planned;
    const joined = must(b.again(m.anchor, parts)[0], 'joined');
    return must(b.again(like, like.inputs.with(slot, joined))[0], 'output');
  },
});
