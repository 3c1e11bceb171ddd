import type { Graph, Node, ValueId } from '../graph';
import { shapeOf } from './read';
import { type Refusal, refuse } from './rule';

/** Refuses a normalization whose scale or shift also varies along axes that are not normalised: rows would not be alike. */
export function parameterRefusal(graph: Graph, norm: Node, axes: readonly number[]): Refusal | null {
  const wide = (id: ValueId | null): id is ValueId => {
    const shape = id === null ? [] : shapeOf(graph, id);
    return shape === null || shape.slice(0, Math.max(0, shape.length - axes.length)).some((dim) => dim !== 1);
  };
  const culprit = norm.inputs.slice(1).find(wide);
  return culprit === undefined || culprit === null
    ? null
    : refuse('scale or shift varies beyond the normalised axes', { node: norm.id, value: culprit });
}
