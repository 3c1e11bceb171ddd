import type { Constant, Graph, Node, ValueId } from '../graph';
import { numbersOf } from './numbers';
import { intAttr, normalAxis, rankOf, shapeOf, unsqueezedAxes } from './read';

/** How many nodes above a value are looked at. */
export const halvesReach = 4;

const functions = new Set(['Cos', 'Sin', 'Identity', 'Neg']);

/** Whether the second half of the last axis repeats the first, as rotary embeddings' angles do; false when it cannot be told. */
export function hasEqualHalves(graph: Graph, value: ValueId, reach = halvesReach): boolean {
  const constant = graph.constant(value);
  if (constant !== null) return constantRepeats(constant, reach);
  const node = graph.producer(value);
  if (node === null || reach === 0 || node.domain !== '') return false;
  const [first = null, second = null] = node.inputs;
  if (first === null) return false;
  if (node.op === 'Concat') return node.inputs.length === 2 && first === second && joinsLast(graph, node);
  if (functions.has(node.op)) return hasEqualHalves(graph, first, reach - 1);
  if (node.op === 'Unsqueeze') {
    const rank = rankOf(graph, value) ?? 0;
    const axes = unsqueezedAxes(graph, node);
    return axes !== null && !axes.includes(rank - 1) && hasEqualHalves(graph, first, reach - 1);
  }
  const factor = second === null ? null : shapeOf(graph, second);
  const scaled = node.op === 'Mul' && factor !== null && factor.every((dim) => dim === 1);
  return scaled && hasEqualHalves(graph, first, reach - 1);
}

function joinsLast(graph: Graph, node: Node): boolean {
  const rank = rankOf(graph, node.outputs[0]) ?? 0;
  return normalAxis(intAttr(node, 'axis', 1), rank) === rank - 1;
}

function constantRepeats(constant: Constant, reach: number): boolean {
  if (constant.kind === 'applied' && constant.domain === '' && reach > 0) {
    const [first = null, second = null] = constant.inputs;
    const axis = constant.attrs.get('axis');
    const last = constant.shape.length - 1;
    const joined = constant.op === 'Concat' && constant.inputs.length === 2 && first === second;
    if (joined && axis?.kind === 'int' && [last, -1].includes(Number(axis.value))) return true;
    const keeps = functions.has(constant.op) || constant.op === 'Unsqueeze' || constant.op === 'Reshape';
    if (first !== null && keeps && first.shape.at(-1) === constant.shape.at(-1)) {
      // A new last axis of one element has no halves, so an equal size means that it is the same axis.
      if ((constant.shape.at(-1) ?? 0) > 1 && constantRepeats(first, reach - 1)) return true;
    }
  }
  const numbers = numbersOf(constant);
  const width = constant.shape.at(-1) ?? 0;
  if (numbers === null || width === 0 || width % 2 !== 0) return false;
  const half = width / 2;
  return numbers.every((n, i) => i % width >= half || Object.is(n, numbers[i + half]));
}
