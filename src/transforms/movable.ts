import type { Graph, Node, ValueId } from '../graph';
import { binaryOps, unaryOps, variadicOps } from './elementwiseOps';
import { type OpPattern, op, type Pattern } from './pattern';
import { shapeOf } from './read';
import { type Refusal, refuse } from './rule';

/** Elementwise operators of which every operand may be enlarged: PRelu and Where treat theirs differently. */
export const movableOps: readonly string[] = [
  ...unaryOps,
  ...binaryOps.filter((name) => name !== 'PRelu'),
  ...variadicOps.filter((name) => name !== 'Where'),
];

/** Those of two operands and more: what the others are given beside theirs (a Clip's bounds) is none. */
const manyOperands = movableOps.filter((name) => !unaryOps.includes(name));

/** `f(inner, …)`, with the inner node at either place of an operator of two operands. */
export const elementwiseOver = (inner: Pattern): OpPattern =>
  op(movableOps, [inner], { name: 'f', rest: 'others', commutative: manyOperands });

/** Refuses an operand beside `moved` that has more than one element, or more axes than `moved` has. */
export function manyElementsRefusal(graph: Graph, node: Node, moved: ValueId): Refusal | null {
  const rank = shapeOf(graph, moved)?.length;
  if (rank === undefined) return refuse('the rank is not known', { value: moved });
  for (const input of node.inputs) {
    if (input === null || input === moved) continue;
    const shape = shapeOf(graph, input);
    if (shape === null || shape.length > rank || shape.some((dim) => dim !== 1)) {
      return refuse('another operand has more than one element', { value: input });
    }
  }
  return null;
}

/** Where the operand that is enlarged with the result stands: the first that is no constant; null when all are. */
export function movedSlot(graph: Graph, node: Node): number | null {
  const slots = unaryOps.includes(node.op) ? node.inputs.slice(0, 1) : node.inputs;
  const slot = slots.findIndex((input) => input !== null && graph.constant(input) === null);
  return slot < 0 ? null : slot;
}

/** A node's inputs with one value in place of another. */
export const withInput = (node: Node, from: ValueId, to: ValueId): readonly (ValueId | null)[] =>
  node.inputs.map((input) => (input === from ? to : input));
