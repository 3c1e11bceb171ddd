import type { Graph, ValueId } from '../graph';

/** Functions whose values lie between −1 and 1 whatever they are given. */
const bounded = new Set(['Sigmoid', 'HardSigmoid', 'Softmax', 'Tanh', 'Erf', 'Softsign']);
/** Operators that only rearrange or select what they are given. */
const passing = new Set([
  'Identity',
  'Reshape',
  'Transpose',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Concat',
  'Split',
  'Slice',
  'Gather',
  'Expand',
  'Tile',
]);
/** Operators of which only the first input is data. */
const concatenating = new Set(['Concat']);

/**
 * Names of the outputs that are values of a bounded function, rearranged at most. A probability of 10⁻⁸ is computed as a small
 * difference of numbers near 1, so its last digits are rounding at the scale of 1, not of its own.
 */
export function boundedOutputs(graph: Graph): ReadonlySet<string> {
  const known = new Map<ValueId, boolean>();
  const isBounded = (id: ValueId | null): boolean => {
    if (id === null) return false;
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, false);
    const node = graph.producer(id);
    const data = node !== null && concatenating.has(node.op) ? node.inputs : (node?.inputs.slice(0, 1) ?? []);
    const answer =
      node !== null &&
      node.domain === '' &&
      (bounded.has(node.op) || (passing.has(node.op) && data.length > 0 && data.every(isBounded)));
    known.set(id, answer);
    return answer;
  };
  return new Set(graph.outputs.filter(isBounded).map((id) => graph.value(id).name));
}
