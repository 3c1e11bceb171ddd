import { at, type FlatGraph, type Route, type Spacing } from '../layered/types';
import { type Bands, freePlace } from './bands';

/**
 * Ways for all edges between nodes whose places are given: down from band to band, straight on where nothing is in the
 * way, else aside through the nearest gap. Edges of one chain share their way.
 */
export function routeThroughBands(
  graph: FlatGraph,
  x: Float64Array,
  y: Float64Array,
  bands: Bands,
  spacing: Spacing,
): Route[] {
  const { from, to, chain, width, height } = graph;
  const centre = (v: number) => at(x, v) + at(width, v) / 2;
  const bandOf = (v: number): number => {
    const known = at(bands.of, v);
    if (known >= 0) return known;
    // An end of a wire lies above or below everything.
    return graph.pin[v] === 1 ? -1 : bands.top.length;
  };
  const chains = new Map<number, number[]>();
  for (let e = 0; e < from.length; e++) {
    const list = chains.get(at(chain, e));
    if (list === undefined) chains.set(at(chain, e), [e]);
    else list.push(e);
  }
  const taken = bands.taken.map((own) => [...own]);
  const routes: Route[] = new Array(from.length);
  for (const edges of chains.values()) {
    edges.sort((a, b) => bandOf(at(to, b)) - bandOf(at(to, a)));
    const longest = edges[0] ?? 0;
    const source = at(from, longest);
    const start = bandOf(source) + 1;
    const towards = centre(at(to, longest)) + at(graph.toShift, longest);
    const way: number[] = [];
    let now = centre(source) + at(graph.fromShift, longest);
    for (let band = start; band < bandOf(at(to, longest)); band++) {
      const own = taken[band] ?? [];
      now = freePlace(own, now, 0, spacing.wireGap * 0.7, towards);
      insert(own, now);
      way.push(now);
    }
    edges.forEach((e, k) => {
      const crossed = Math.max(0, bandOf(at(to, e)) - start);
      const points = new Float64Array(4 + 4 * crossed);
      points[0] = centre(source) + at(graph.fromShift, e);
      points[1] = at(y, source) + at(height, source);
      for (let i = 0; i < crossed; i++) {
        points[2 + 4 * i] = at(way, i);
        points[3 + 4 * i] = bands.top[start + i] ?? 0;
        points[4 + 4 * i] = at(way, i);
        points[5 + 4 * i] = bands.bottom[start + i] ?? 0;
      }
      points[points.length - 2] = centre(at(to, e)) + at(graph.toShift, e);
      points[points.length - 1] = at(y, at(to, e));
      routes[e] = { points, ownFrom: k === 0 ? 0 : 2 * crossed };
    });
  }
  return routes;
}

/** Puts a wire among what is taken, which stays sorted. */
function insert(taken: number[], place: number): void {
  let k = 0;
  while (k < taken.length && at(taken, k) <= place) k += 2;
  taken.splice(k, 0, place, place);
}
