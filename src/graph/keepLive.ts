import { Vec } from '../core';
import { Graph } from './graph';
import type { Node, Use, Value, ValueId } from './types';

/**
 * The graph with the given outputs, without nodes and initializers that none of them needs. Graph inputs stay, used or
 * not: they are the model's signature. Ids do not change.
 */
export function keepLive(graph: Graph, outputs: readonly ValueId[]): Graph {
  const live = new Uint8Array(graph.nodeCapacity);
  const used = new Uint8Array(graph.valueCapacity);
  const queue: ValueId[] = [...outputs];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    used[id] = 1;
    const producer = graph.producer(id);
    if (producer === null || live[producer.id] === 1) continue;
    live[producer.id] = 1;
    for (const input of producer.inputs) if (input !== null) queue.push(input);
    queue.push(...producer.captures);
  }
  for (const input of graph.inputs) used[input] = 1;
  let size = 0;
  const nodes: (Node | null)[] = [];
  for (const node of graph.parts.nodes) {
    const kept = node && live[node.id] === 1 ? node : null;
    if (kept !== null) {
      size++;
      for (const output of kept.outputs) if (output !== null) used[output] = 1;
    }
    nodes.push(kept);
  }
  const values: (Value | null)[] = [];
  const uses: (readonly Use[])[] = [];
  for (let id = 0; id < graph.valueCapacity; id++) {
    const value = graph.parts.values.get(id) ?? null;
    // What a body captures is kept: the enclosing node numbers its captures.
    const kept = used[id] === 1 || (value !== null && value.capture !== null) ? value : null;
    values.push(kept);
    const all = graph.parts.uses.get(id) ?? [];
    const rest = kept === null ? [] : all.filter((use) => live[use.node] === 1);
    uses.push(rest.length === all.length ? all : rest);
  }
  return new Graph({
    ...graph.parts,
    nodes: Vec.from(nodes),
    values: Vec.from(values),
    uses: Vec.from(uses),
    outputs,
    size,
  });
}
