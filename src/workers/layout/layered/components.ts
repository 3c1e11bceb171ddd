import { at, type FlatGraph, type FlatLayout, type Route } from './types';

const GAP = 80;

/** Which connected component each node is in, numbered by first appearance. */
function componentsOf({ count, from, to }: FlatGraph): { of: Int32Array; total: number } {
  const parent = Int32Array.from({ length: count }, (_, v) => v);
  const find = (v: number): number => {
    let root = v;
    while (at(parent, root) !== root) root = at(parent, root);
    for (let u = v; u !== root; ) {
      const next = at(parent, u);
      parent[u] = root;
      u = next;
    }
    return root;
  };
  for (let e = 0; e < from.length; e++) parent[find(at(from, e))] = find(at(to, e));
  const number = new Map<number, number>();
  const of = new Int32Array(count);
  for (let v = 0; v < count; v++) {
    const root = find(v);
    if (!number.has(root)) number.set(root, number.size);
    of[v] = number.get(root) ?? 0;
  }
  return { of, total: number.size };
}

/**
 * Lays out each connected component by itself and packs them: the largest first, the others in columns to its right,
 * so that loose pieces never make the drawing wide.
 */
export function packComponents(graph: FlatGraph, layOut: (part: FlatGraph) => FlatLayout): FlatLayout {
  const { of, total } = componentsOf(graph);
  // Ends of an opened group have to stay on its rim, whatever they are connected to.
  if (total < 2 || graph.pin.some((pin) => pin !== 0)) return layOut(graph);
  const members: number[][] = Array.from({ length: total }, () => []);
  const edges: number[][] = Array.from({ length: total }, () => []);
  const local = new Int32Array(graph.count);
  for (let v = 0; v < graph.count; v++) {
    const list = members[at(of, v)] as number[];
    local[v] = list.length;
    list.push(v);
  }
  for (let e = 0; e < graph.from.length; e++) edges[at(of, at(graph.from, e))]?.push(e);
  const parts = members.map((nodes, c) => {
    const own = edges[c] as number[];
    const part: FlatGraph = {
      count: nodes.length,
      width: Float64Array.from(nodes, (v) => at(graph.width, v)),
      height: Float64Array.from(nodes, (v) => at(graph.height, v)),
      pin: new Uint8Array(nodes.length),
      from: Int32Array.from(own, (e) => at(local, at(graph.from, e))),
      to: Int32Array.from(own, (e) => at(local, at(graph.to, e))),
      chain: dense(own.map((e) => at(graph.chain, e))),
      fromShift: Float64Array.from(own, (e) => at(graph.fromShift, e)),
      toShift: Float64Array.from(own, (e) => at(graph.toShift, e)),
    };
    return { nodes, own, layout: layOut(part) };
  });
  parts.sort((a, b) => b.nodes.length - a.nodes.length);
  const x = new Float64Array(graph.count);
  const y = new Float64Array(graph.count);
  const routes: Route[] = new Array(graph.from.length);
  const limit = Math.max(600, ...parts.map((part) => part.layout.height));
  let left = 0;
  let top = 0;
  let column = 0;
  let height = 0;
  parts.forEach(({ nodes, own, layout }, k) => {
    if (k === 1 || (k > 1 && top + layout.height > limit)) {
      left += column + GAP;
      top = 0;
      column = 0;
    }
    nodes.forEach((v, i) => {
      x[v] = at(layout.x, i) + left;
      y[v] = at(layout.y, i) + top;
    });
    own.forEach((e, i) => {
      routes[e] = shifted(layout.routes[i] as Route, left, top);
    });
    column = Math.max(column, layout.width);
    top += layout.height + GAP;
    height = Math.max(height, top - GAP);
  });
  return { x, y, left: 0, width: left + column, height, routes };
}

/** The same numbers without holes. */
function dense(numbers: readonly number[]): Int32Array {
  const seen = new Map<number, number>();
  return Int32Array.from(numbers, (n) => {
    const known = seen.get(n) ?? seen.size;
    seen.set(n, known);
    return known;
  });
}

/** The route moved by (dx, dy). */
function shifted({ points, ownFrom }: Route, dx: number, dy: number): Route {
  return { points: points.map((p, i) => p + (i % 2 === 0 ? dx : dy)), ownFrom };
}
