import type { Graph } from '../graph';
import type { ValueId } from '../types';
import { origin } from './extra';

/** Every value and node name of a graph and the graphs inside it. */
export function collectNames(graph: Graph, into: Set<string>): Set<string> {
  for (const value of graph.values()) if (value.name !== '') into.add(value.name);
  for (const name of origin(graph.header.extra, 'graph')?.strays ?? []) into.add(name);
  for (const node of graph.nodes()) {
    if (node.captures.length === 0 && node.attrs.size === 0) continue;
    for (const attr of node.attrs.values()) {
      if (attr.kind === 'graph') collectNames(attr.value, into);
      if (attr.kind === 'graphs') for (const inner of attr.value) collectNames(inner, into);
    }
  }
  return into;
}

/** Gives out names that nothing else in the model has. */
export class FreshNames {
  private next = 1;

  constructor(private readonly taken: Set<string>) {}

  /** `hint` itself where it is free, else `hint_1`, `hint_2`… */
  claim(hint: string): string {
    let name = hint;
    while (name === '' || this.taken.has(name)) name = `${hint}_${this.next++}`;
    this.taken.add(name);
    return name;
  }
}

/**
 * A name for every value of a graph, unique among all values that are visible together. Values keep the file's names;
 * those without one get a fresh name after the operator that makes them.
 * @param outer names of the enclosing node's captures. @param untouched the graph is as it was decoded.
 */
export function nameValues(
  graph: Graph,
  outer: readonly string[],
  fresh: FreshNames,
  untouched: boolean,
): ReadonlyMap<ValueId, string> {
  const names = new Map<ValueId, string>();
  const here = new Set<string>();
  const settle = (id: ValueId, name: string): void => {
    names.set(id, name);
    here.add(name);
  };
  for (const value of graph.values()) {
    if (value.capture !== null) settle(value.id, outer[value.capture] ?? value.name);
  }
  // The model's interface has first claim to its names.
  for (const id of [...graph.inputs, ...graph.outputs]) {
    const { name } = graph.value(id);
    if (!names.has(id) && name !== '' && !here.has(name)) settle(id, name);
  }
  for (const value of graph.values()) {
    if (names.has(value.id)) continue;
    if (value.name !== '' && !here.has(value.name)) settle(value.id, value.name);
    else if (value.name === '' && origin(value.extra, 'value') !== null) {
      const shadowed = origin(value.extra, 'value')?.shadowed ?? null;
      names.set(value.id, shadowed === null || untouched ? (shadowed ?? '') : fresh.claim(shadowed));
    } else settle(value.id, fresh.claim(hintFor(graph, value.id)));
  }
  return names;
}

function hintFor(graph: Graph, id: ValueId): string {
  const value = graph.value(id);
  if (value.name !== '') return value.name;
  const producer = graph.producer(id);
  if (producer === null)
    return value.constant?.kind === 'tensor' && value.constant.name ? value.constant.name : 'constant';
  const stem = producer.name === '' ? producer.op : producer.name;
  return `${stem}_output_${value.slot}`;
}
