import { BOTTOM, type FlatGraph, FREE, TOP } from './layered/types';
import type { LayoutRequest } from './protocol';

/** One box (or the whole drawing) as a flat graph of its own: its members, then the ends of wires on its rim. */
export interface Container {
  readonly box: number;
  /** Item indices; local node `i` is item `members[i]`. */
  readonly members: number[];
  /** Ends, as `in:source` and `out:source`, by local node from `members.length` on. */
  readonly ends: { readonly pin: 1 | 2; readonly source: number }[];
  /** Local edges; `source` is the card whose value the wire carries. */
  readonly edges: { readonly from: number; readonly to: number; readonly source: number }[];
  readonly edgeOf: Map<string, number>;
  readonly endOf: Map<string, number>;
  readonly localOf: Map<number, number>;
}

/** A wire's way through the containers: (container, local edge) in order. */
export type Way = readonly (readonly [container: Container, edge: number])[];

const rootBox = -1;

/** Splits the request into containers, and every edge into a piece for each container that it crosses. */
export function splitIntoContainers(request: LayoutRequest): {
  containers: Map<number, Container>;
  ways: Way[];
} {
  const { parent, box, from, to } = request;
  const containers = new Map<number, Container>();
  const container = (id: number): Container => {
    const known = containers.get(id);
    if (known !== undefined) return known;
    const made: Container = {
      box: id,
      members: [],
      ends: [],
      edges: [],
      edgeOf: new Map(),
      endOf: new Map(),
      localOf: new Map(),
    };
    containers.set(id, made);
    return made;
  };
  container(rootBox);
  for (let i = 0; i < box.length; i++) {
    const home = container(parent[i] ?? rootBox);
    home.localOf.set(i, home.members.length);
    home.members.push(i);
    if (box[i] === 1) container(i);
  }
  const ancestors = (item: number): number[] => {
    const path: number[] = [];
    for (let at = parent[item] ?? rootBox; at !== rootBox; at = parent[at] ?? rootBox) path.push(at);
    path.push(rootBox);
    return path;
  };
  // Ends come after the members, so their local numbers are known once all members are.
  const ways: Way[] = [];
  for (let e = 0; e < from.length; e++) {
    const a = from[e] ?? 0;
    const b = to[e] ?? 0;
    const up = ancestors(a);
    const down = ancestors(b);
    while (up.length > 1 && down.length > 1 && up.at(-2) === down.at(-2)) {
      up.pop();
      down.pop();
    }
    const way: [Container, number][] = [];
    let leaving = a;
    for (const id of up.slice(0, -1)) {
      const home = container(id);
      way.push([home, edge(home, local(home, leaving), end(home, BOTTOM, a), a)]);
      leaving = id;
    }
    const entered = [...down.slice(0, -1)].reverse();
    const meeting = container(up.at(-1) ?? rootBox);
    way.push([meeting, edge(meeting, local(meeting, leaving), local(meeting, entered[0] ?? b), a)]);
    entered.forEach((id, k) => {
      const home = container(id);
      way.push([home, edge(home, end(home, TOP, a), local(home, entered[k + 1] ?? b), a)]);
    });
    ways.push(way);
  }
  return { containers, ways };
}

const local = (home: Container, item: number): number => home.localOf.get(item) ?? 0;

function end(home: Container, pin: 1 | 2, source: number): number {
  const key = `${pin}:${source}`;
  const known = home.endOf.get(key);
  if (known !== undefined) return known;
  const made = home.members.length + home.ends.length;
  home.endOf.set(key, made);
  home.ends.push({ pin, source });
  return made;
}

function edge(home: Container, from: number, to: number, source: number): number {
  const key = `${from}>${to}:${source}`;
  const known = home.edgeOf.get(key);
  if (known !== undefined) return known;
  const made = home.edges.length;
  home.edgeOf.set(key, made);
  home.edges.push({ from, to, source });
  return made;
}

/** The container as a graph for the flat layout; `size` and `attach` tell what the boxes inside came out as. */
export function flatten(
  home: Container,
  size: (item: number) => { width: number; height: number },
  attach: (item: number, pin: 1 | 2, source: number) => number,
): FlatGraph {
  const members = home.members.length;
  const count = members + home.ends.length;
  const sizes = home.members.map(size);
  const chains = new Map<string, number>();
  const chain = new Int32Array(home.edges.length);
  const fromShift = new Float64Array(home.edges.length);
  const toShift = new Float64Array(home.edges.length);
  home.edges.forEach(({ from, to, source }, e) => {
    const key = `${from}:${source}`;
    const number = chains.get(key) ?? chains.size;
    chains.set(key, number);
    chain[e] = number;
    const first = home.members[from];
    const last = home.members[to];
    if (first !== undefined) fromShift[e] = attach(first, BOTTOM, source);
    if (last !== undefined) toShift[e] = attach(last, TOP, source);
  });
  return {
    count,
    width: Float64Array.from({ length: count }, (_, v) => sizes[v]?.width ?? 4),
    height: Float64Array.from({ length: count }, (_, v) => sizes[v]?.height ?? 0),
    pin: Uint8Array.from({ length: count }, (_, v) => home.ends[v - members]?.pin ?? FREE),
    from: Int32Array.from(home.edges, (e) => e.from),
    to: Int32Array.from(home.edges, (e) => e.to),
    chain,
    fromShift,
    toShift,
  };
}
