import type { Graph } from '../graph';
import type { ValueId } from '../types';
import type { Report } from './structure';

/** Names of values are unique, and what the graph shows outside has one. `isMain`: not a subgraph. */
export function checkNames(graph: Graph, isMain: boolean, report: Report): void {
  const owners = new Map<string, ValueId>();
  for (const { id, name } of graph.values()) {
    if (name === '') continue;
    const owner = owners.get(name);
    if (owner === undefined) owners.set(name, id);
    else report({ value: id }, `the name "${name}" belongs to value ${owner} and to value ${id}`);
  }
  for (const [what, ids] of [
    ['input', graph.inputs],
    ['output', graph.outputs],
  ] as const) {
    const seen = new Set<ValueId>();
    for (const [i, id] of ids.entries()) {
      // A body may hand one value out twice: its outputs go by place.
      if (seen.has(id) && isMain) {
        report({ value: id }, `"${graph.value(id).name}" is listed twice among the ${what}s of the graph`);
      }
      seen.add(id);
      if (isMain && graph.value(id).name === '')
        report({ value: id }, `${what} ${i} of the graph has no name`);
    }
  }
}
