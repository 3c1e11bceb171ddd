import type { GraphView, ViewEdge, ViewNode } from '../../workers/session/protocol';
import { cycles } from './acyclic';

/** What became of something between two graphs that are shown as one. */
export type Fate = 'added' | 'removed';

/** Two graphs as one: what both have is there once. */
export interface United {
  readonly view: GraphView;
  /** The step of the earlier one. */
  readonly base: number;
  /** By node id; left out for what stayed. */
  readonly nodes: ReadonlyMap<string, Fate>;
  /** By `from>to`; left out for what stayed. */
  readonly wires: ReadonlyMap<string, Fate>;
}

export const wireKey = ({ from, to }: Pick<ViewEdge, 'from' | 'to'>): string => `${from}>${to}`;

/**
 * Draws an earlier graph and a later one as one. A wire of the earlier one that would lead back is left out: a rewrite may
 * turn the order of two nodes that stay, and a drawing has no cycles.
 */
export function unite(base: GraphView, now: GraphView): United {
  const before = new Set(base.nodes.map((node) => node.id));
  const after = new Set(now.nodes.map((node) => node.id));
  const nodes = new Map<string, Fate>();
  for (const id of before) if (!after.has(id)) nodes.set(id, 'removed');
  for (const id of after) if (!before.has(id)) nodes.set(id, 'added');
  const had = new Set(base.edges.map(wireKey));
  const has = new Set(now.edges.map(wireKey));
  const wires = new Map<string, Fate>();
  for (const key of has) if (!had.has(key)) wires.set(key, 'added');
  const gone = base.edges.filter((edge) => !has.has(wireKey(edge)));
  const shown = withoutCycles(now.edges, gone);
  for (const edge of shown) wires.set(wireKey(edge), 'removed');
  const groups = new Set(now.groups.map((group) => group.id));
  return {
    view: {
      ...now,
      nodes: merged(base.nodes, now.nodes, after),
      edges: [...now.edges, ...shown],
      groups: [...now.groups, ...base.groups.filter((group) => !groups.has(group.id))],
    },
    base: base.step,
    nodes,
    wires,
  };
}

/** The later graph's nodes in their order, and those that are gone where they were between them. */
function merged(
  base: readonly ViewNode[],
  now: readonly ViewNode[],
  after: ReadonlySet<string>,
): readonly ViewNode[] {
  const all: ViewNode[] = [];
  const done = new Set<string>();
  let next = 0;
  for (const node of base) {
    if (!after.has(node.id)) all.push(node);
    else
      while (!done.has(node.id) && next < now.length) {
        const one = now[next++];
        if (one === undefined) break;
        done.add(one.id);
        all.push(one);
      }
  }
  return [...all, ...now.slice(next)];
}

/** Of `more`, the edges that close no cycle with `edges` and with each other. */
function withoutCycles(edges: readonly ViewEdge[], more: readonly ViewEdge[]): readonly ViewEdge[] {
  const index = new Map<string, number>();
  const at = (id: string): number => {
    const known = index.get(id);
    if (known !== undefined) return known;
    index.set(id, index.size);
    return index.size - 1;
  };
  const all = [...edges, ...more].map(({ from, to }) => [at(from), at(to)] as const);
  const targets: number[][] = Array.from({ length: index.size }, () => []);
  for (const [from, to] of all) targets[from]?.push(to);
  const knot = new Map<number, number>();
  cycles(index.size, targets).forEach((members, k) => {
    for (const member of members) knot.set(member, k);
  });
  if (knot.size === 0) return more;
  // Only wires inside of a knot can close a cycle; there, one after the other is tried.
  const inKnot = ([from, to]: readonly [number, number]): boolean =>
    knot.has(from) && knot.get(from) === knot.get(to);
  const kept: number[][] = Array.from({ length: index.size }, () => []);
  all.slice(0, edges.length).forEach((pair) => {
    if (inKnot(pair)) kept[pair[0]]?.push(pair[1]);
  });
  const reaches = (from: number, to: number): boolean => {
    const seen = new Set([from]);
    for (const v of seen) {
      if (v === to) return true;
      for (const w of kept[v] ?? []) seen.add(w);
    }
    return false;
  };
  return more.filter((_, i) => {
    const pair = all[edges.length + i];
    if (pair === undefined || !inKnot(pair)) return true;
    if (reaches(pair[1], pair[0])) return false;
    kept[pair[0]]?.push(pair[1]);
    return true;
  });
}
