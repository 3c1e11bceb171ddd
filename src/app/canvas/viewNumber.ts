import type { GraphView } from '../../workers/session/protocol';

const numbers = new WeakMap<GraphView, number>();
let given = 0;

/** A number of its own for every view: others may be of the same step and have as many nodes, but other shapes. */
export function viewNumber(view: GraphView): number {
  const known = numbers.get(view);
  if (known !== undefined) return known;
  numbers.set(view, ++given);
  return given;
}
