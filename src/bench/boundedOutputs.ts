import type { Graph, ValueId } from '../graph';
import { rearranging } from './rearranging';

/** Functions whose values lie between −1 and 1 whatever they are given. */
const bounded = new Set(['Sigmoid', 'HardSigmoid', 'Softmax', 'Tanh', 'Erf', 'Softsign']);
/** Operators that rearrange, select or average what they are given. */
const passing = new Set([...rearranging, 'ReduceMean', 'ReduceMax', 'ReduceMin']);
/** Operators of which only the first input is data. */
const concatenating = new Set(['Concat']);

type Test = (id: ValueId | null) => boolean;

/** Whether values of a graph are bounded; `captured` says it of what a subgraph reads from outside. */
function boundedIn(graph: Graph, captured: (place: number) => boolean): Test {
  const known = new Map<ValueId, boolean>();
  const decide = (id: ValueId): boolean => {
    const { capture } = graph.value(id);
    if (capture !== null) return captured(capture);
    const node = graph.producer(id);
    if (node === null || node.domain !== '') return false;
    if (node.op === 'If') {
      const branches = ['then_branch', 'else_branch'].map((name) => node.attrs.get(name));
      const slot = node.outputs.indexOf(id);
      return branches.every((branch) => {
        if (branch?.kind !== 'graph') return false;
        const inside = boundedIn(branch.value, (place) => isBounded(node.captures[place] ?? null));
        return inside(branch.value.outputs[slot] ?? null);
      });
    }
    const data = concatenating.has(node.op) ? node.inputs : node.inputs.slice(0, 1);
    return bounded.has(node.op) || (passing.has(node.op) && data.length > 0 && data.every(isBounded));
  };
  const isBounded: Test = (id) => {
    if (id === null) return false;
    const found = known.get(id);
    if (found !== undefined) return found;
    known.set(id, false);
    const answer = decide(id);
    known.set(id, answer);
    return answer;
  };
  return isBounded;
}

/**
 * Names of the outputs that are values of a bounded function, rearranged or averaged at most, in either branch of an If. A
 * probability of 10⁻⁸ is computed as a small difference of numbers near 1, so its last digits are rounding at the scale of 1,
 * not of its own.
 */
export function boundedOutputs(graph: Graph): ReadonlySet<string> {
  const isBounded = boundedIn(graph, () => false);
  return new Set(graph.outputs.filter(isBounded).map((id) => graph.value(id).name));
}
