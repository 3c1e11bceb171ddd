import type { Graph, Node, ValueId } from '../graph';
import { scalar } from './read';

/** Operators that tell very small values apart: what rounds to zero far below one may then become something else. */
const magnifying = new Set(['Log', 'Reciprocal', 'Sqrt', 'TopK', 'ArgMax', 'ArgMin']);

/** Operators whose results are as small as what they read. */
const passing = new Set([
  'Mul',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Transpose',
  'Slice',
  'Split',
  'Gather',
  'Concat',
  'Expand',
  'Identity',
  'Cast',
  'ReduceSum',
  'ReduceMean',
  'ReduceMax',
]);

function isMagnifier(graph: Graph, { op, inputs }: Node, value: ValueId): boolean {
  if (op === 'Div') return inputs[1] === value;
  // A square makes small values smaller, a root larger.
  if (op === 'Pow') return !((scalar(graph, inputs[1]) ?? 0) >= 1);
  return magnifying.has(op);
}

/** Consumers that are looked down to; a rule that asks has this as its `down`. */
export const magnifiedWithin = 3;

/**
 * The node that would show that a value is zero instead of merely small, directly or behind operators that pass it on; null where
 * there is none near.
 */
export function magnifierOf(graph: Graph, value: ValueId, left = magnifiedWithin): Node | null {
  for (const { node: id } of graph.uses(value)) {
    const node = graph.node(id);
    if (node.domain !== '') continue;
    if (isMagnifier(graph, node, value)) return node;
    if (left <= 1 || !passing.has(node.op)) continue;
    for (const output of node.outputs) {
      const found = output === null ? null : magnifierOf(graph, output, left - 1);
      if (found !== null) return found;
    }
  }
  return null;
}
