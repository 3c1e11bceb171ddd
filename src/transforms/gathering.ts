import type { Dim, Graph, Node, ValueId } from '../graph';
import type { Builder } from './builder';
import { intAttr, normalAxis, scalar, shapeOf } from './read';
import { type Refusal, refuse } from './rule';

/** What a Gather picks: which axis of its data, and the shape of the indices that takes the axis' place. */
export interface Picking {
  readonly axis: number;
  readonly indices: ValueId;
  readonly shape: readonly Dim[];
}

/** A Gather's axis and indices; null when a rank is not known. */
export function pickingOf(graph: Graph, gather: Node): Picking | null {
  const [data, indices = null] = gather.inputs;
  const [whole, shape] = [shapeOf(graph, data), shapeOf(graph, indices)];
  if (indices === null || whole === null || shape === null) return null;
  const axis = normalAxis(intAttr(gather, 'axis', 0), whole.length);
  return axis === null ? null : { axis, indices, shape };
}

/** Refuses one known place: that is what `turn-gather-into-slice` and the rules of Slices are for. */
export const oneKnownRefusal = (graph: Graph, gather: Node): Refusal | null =>
  scalar(graph, gather.inputs[1]) === null
    ? null
    : refuse('one known place is taken by a Slice', { node: gather.id });

/** The picked places of another axis of another value: a constant expression where all is constant. */
export function pickFrom(b: Builder, value: ValueId, { indices }: Picking, axis: number): ValueId {
  const isConstant = b.valueOf(value).constant !== null && b.valueOf(indices).constant !== null;
  return isConstant
    ? b.folded('Gather', [value, indices], { axis })
    : b.node('Gather', [value, indices], { axis });
}

/** Where an axis of the data stands in the result: behind the picked one it moves with the indices' rank. */
export const axisBehindPicking = ({ axis, shape }: Picking, other: number): number =>
  other < axis ? other : other - 1 + shape.length;
