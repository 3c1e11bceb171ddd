import type { Graph, Node, ValueId } from '../graph';
import { permOf, squeezedAxes, staticShape, unsqueezedAxes } from './read';
import { type Refusal, refuse } from './rule';

/** A value along a chain of rearrangements, and the axes along which a constant that was added upstream varies. */
export interface Varied {
  readonly value: ValueId;
  readonly varied: ReadonlySet<number>;
}

const layouts = new Set(['Transpose', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);

/** A chain of rearrangements from a value to the node that is none. */
export interface Chain {
  readonly nodes: readonly Node[];
  readonly end: Varied;
  readonly consumer: Node;
  readonly slot: number;
}

/** The single consumer of a value, or why there is not exactly one. */
export function soleConsumer(graph: Graph, value: ValueId): { node: Node; slot: number } | Refusal {
  if (graph.isOutput(value)) return refuse('a value on the way is an output of the graph', { value });
  const [use, ...others] = graph.uses(value);
  if (use === undefined || others.length > 0)
    return refuse('a value on the way is also used elsewhere', { value });
  return { node: graph.node(use.node), slot: use.slot };
}

/** Follows a value down through Transposes and Reshapes that nothing else sees. */
export function followLayout(graph: Graph, start: Varied): Chain | Refusal {
  const nodes: Node[] = [];
  let at = start;
  for (;;) {
    const next = soleConsumer(graph, at.value);
    if ('reason' in next) return next;
    const { node, slot } = next;
    if (node.domain !== '' || !layouts.has(node.op) || slot !== 0) {
      return { nodes, end: at, consumer: node, slot };
    }
    const [output] = node.outputs;
    const varied = output === null || output === undefined ? null : variedBehind(graph, node, at.varied);
    if (varied === null || output === null || output === undefined) {
      return refuse('a Reshape on the way mixes axes, or a shape is not known', { node: node.id });
    }
    nodes.push(node);
    at = { value: output, varied };
  }
}

/** The axes along which a constant varies behind a rearrangement; null where that cannot be told. */
export function variedBehind(
  graph: Graph,
  node: Node,
  varied: ReadonlySet<number>,
): ReadonlySet<number> | null {
  switch (node.op) {
    case 'Transpose': {
      const perm = permOf(graph, node);
      return perm === null ? null : new Set(perm.flatMap((axis, i) => (varied.has(axis) ? [i] : [])));
    }
    case 'Squeeze': {
      const gone = squeezedAxes(graph, node);
      if (gone === null) return null;
      return new Set([...varied].map((axis) => axis - gone.filter((other) => other < axis).length));
    }
    case 'Unsqueeze': {
      const added = unsqueezedAxes(graph, node);
      const rank = staticShape(graph, node.outputs[0])?.length;
      if (added === null || rank === undefined) return null;
      const kept = Array.from({ length: rank }, (_, i) => i).filter((axis) => !added.includes(axis));
      return new Set(kept.filter((_, i) => varied.has(i)));
    }
    default:
      return variedBehindReshape(
        staticShape(graph, node.inputs[0]),
        staticShape(graph, node.outputs[0]),
        varied,
      );
  }
}

/**
 * Splits both shapes into the smallest runs of axes with equal products, and carries variation from run to run. Null
 * when a run joins varied axes with others: the constant would vary with a period there, not along an axis.
 */
function variedBehindReshape(
  from: readonly number[] | null,
  to: readonly number[] | null,
  varied: ReadonlySet<number>,
): ReadonlySet<number> | null {
  if (from === null || to === null || from.includes(0)) return null;
  const result = new Set<number>();
  for (let i = 0, j = 0; i < from.length || j < to.length; ) {
    const [firstIn, firstOut] = [i, j];
    let [a, b] = [from[i++] ?? 1, to[j++] ?? 1];
    while (a !== b) {
      if (a < b) {
        if (i >= from.length) return null;
        a *= from[i++] ?? 1;
      } else {
        if (j >= to.length) return null;
        b *= to[j++] ?? 1;
      }
    }
    const inside = from.flatMap((dim, axis) => (axis >= firstIn && axis < i && dim !== 1 ? [axis] : []));
    const carried = inside.filter((axis) => varied.has(axis));
    if (carried.length === 0) continue;
    if (carried.length < inside.length) return null;
    for (let axis = firstOut; axis < j; axis++) if (to[axis] !== 1) result.add(axis);
  }
  return result;
}
